/* What SQLite writes to the files of some folders, write by write, so that a test can end it anywhere. */
#ifndef LODGE_POWERCUT_H
#define LODGE_POWERCUT_H

enum {
  LODGE_WRITTEN = 0,
  LODGE_TRUNCATED = 1,
  LODGE_SYNCED = 2,
};

/* One thing that was done: to the store (0) or to the log beside it (1). */
typedef struct {
  int kind;
  int file;
  long long offset;
  int length;
  const void *bytes;
} lodge_write;

/* Notes from here on what is done to stores whose path begins so; nothing else is touched. Returns 1, or 0. */
int lodge_note_writes(const char *beginning);

/* How much was noted so far. */
long lodge_noted_writes(void);

/* What was noted as that number, from 0; it stays where it is until all is forgotten. */
lodge_write lodge_noted_write(long number);

/* Notes no more and gives the memory back; the stores must be closed by then. */
void lodge_forget_writes(void);

#endif
