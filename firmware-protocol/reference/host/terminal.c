#define _GNU_SOURCE

#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int master = -1;
static int slave = -1;
static char slave_path[PATH_MAX];
static const char *link_path;
static bool full;

static const char *refused(const char *what) {
    fprintf(stderr, "fluxbar-board-host: %s, error=%s; a board needs a pseudo-terminal\n", what, strerror(errno));
    return NULL;
}

/* Replaces a link that leads to nothing or to a pseudo-terminal, and no other file. */
static bool make_link(void) {
    char target[PATH_MAX];
    ssize_t length = readlink(link_path, target, sizeof target - 1);
    if (length >= 0) {
        target[length] = 0;
        if (strncmp(target, "/dev/pts/", 9) != 0 && access(link_path, F_OK) == 0) {
            errno = EEXIST;
            return false;
        }
        unlink(link_path);
    }
    return symlink(slave_path, link_path) == 0;
}

const char *terminal_open(const char *link) {
    master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0
            || ptsname_r(master, slave_path, sizeof slave_path) != 0) {
        return refused("pseudo-terminal=none");
    }
    /* Held open, or reads would fail whenever a host goes. */
    slave = open(slave_path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios raw;
    if (slave < 0 || tcgetattr(slave, &raw) != 0) {
        return refused("slave=unusable");
    }
    cfmakeraw(&raw);
    if (tcsetattr(slave, TCSANOW, &raw) != 0) {
        return refused("slave=not raw");
    }
    if (link != NULL) {
        link_path = link;
        if (!make_link()) {
            link_path = NULL;
            return refused("link=not made");
        }
    }
    return link != NULL ? link : slave_path;
}

int terminal_master(void) {
    return master;
}

size_t terminal_read(uint8_t *bytes, size_t most) {
    ssize_t count = most > 0 ? read(master, bytes, most) : 0;
    return count > 0 ? (size_t)count : 0;
}

size_t terminal_write(const uint8_t *bytes, size_t count) {
    ssize_t taken = count > 0 ? write(master, bytes, count) : 0;
    size_t whole = taken > 0 ? (size_t)taken : 0;
    full = whole < count;
    return whole;
}

bool terminal_is_full(void) {
    return full;
}

void terminal_discard(void) {
    tcflush(slave, TCIOFLUSH);
    full = false;
}

void terminal_close(void) {
    char target[PATH_MAX];
    ssize_t length = link_path != NULL ? readlink(link_path, target, sizeof target - 1) : -1;
    if (length >= 0) {
        target[length] = 0;
        if (strcmp(target, slave_path) == 0) {
            unlink(link_path);
        }
    }
    close(slave);
    close(master);
}
