#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* prctl is variadic; the limits of a process are an enum in C++ and an int in C. */
static inline int lodge_undumpable(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static inline int lodge_no_more_rights(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0; }

static inline int lodge_limit(int resource, unsigned long most) {
  struct rlimit limit = {most, most};
  return setrlimit(resource, &limit) == 0;
}

static inline int lodge_no_core(void) { return lodge_limit(RLIMIT_CORE, 0); }

static inline void lodge_private_files(void) { umask(077); }

static const int lodge_limit_memory = RLIMIT_AS, lodge_limit_seconds = RLIMIT_CPU,
                 lodge_limit_files = RLIMIT_NOFILE, lodge_limit_written = RLIMIT_FSIZE;

/* Gives back what is free and what can be read again; a page has so many bytes. */
void lodge_give_back_memory(unsigned long page);

/* The number of the file system that a path lies on, as <linux/magic.h> has it; -1 where it cannot be asked. */
static inline long lodge_file_system(const char *path) {
  struct statfs facts;
  return statfs(path, &facts) == 0 ? (long)(unsigned int)facts.f_type : -1;
}

/* Two paths change names in one step; the library declares it only with _GNU_SOURCE. */
static inline int lodge_exchange(const char *one, const char *other) {
  return syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2u) == 0;
}
