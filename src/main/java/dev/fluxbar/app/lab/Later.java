package dev.fluxbar.app.lab;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does things after a while. */
interface Later extends AutoCloseable {

  /** Has it done after so many nanoseconds, unless this is closed before. Never waits. */
  void after(long nanos, Runnable what);

  @Override
  void close();

  /** A thread that does them. */
  final class OneThread implements Later {
    private final ScheduledThreadPoolExecutor executor;

    /** The thread is there as soon as it has something to do. */
    OneThread(String name) {
      executor =
          new ScheduledThreadPoolExecutor(
              1,
              what -> {
                Thread thread = new Thread(what, name);
                thread.setDaemon(true);
                return thread;
              },
              new ThreadPoolExecutor.DiscardPolicy());
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void after(long nanos, Runnable what) {
      // Its future says nothing: what is done later throws nothing.
      var unused = executor.schedule(what, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      executor.shutdown();
    }
  }
}
