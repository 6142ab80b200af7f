@echo off
rem Fluxbar's launcher for Windows: builds when there is no build yet, then runs.
setlocal
set "HERE=%~dp0"
where java >nul 2>nul || (echo fluxbar: Java 17 or newer is missing; install it and try again 1>&2 & exit /b 2)
if not exist "%HERE%target\fluxbar.jar" (
  where mvn >nul 2>nul || (echo fluxbar: Maven is missing; install it and try again 1>&2 & exit /b 2)
  echo fluxbar: building, once... 1>&2
  pushd "%HERE%"
  call mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package 1>&2 || (popd & exit /b 2)
  popd
)
java -Djava.awt.headless=true %FLUXBAR_JAVA_OPTIONS% -jar "%HERE%target\fluxbar.jar" %*
exit /b %ERRORLEVEL%
