// The part of a terminal that only C can reach. ncurses itself is not visible through this header.
//
// Nothing here is safe to call from two threads at once, but for lodge_is_ending and lodge_emergency.

#ifndef LODGE_CNCURSES_SHIM_H
#define LODGE_CNCURSES_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LODGE_OPEN = 0, LODGE_UNKNOWN = 1, LODGE_WITHOUT_CURSOR = 2 };

enum {
  LODGE_CAN_DEFAULT_COLOURS = 1,
  LODGE_CAN_BACKGROUND_ERASE = 2,
  LODGE_CAN_SGR_MOUSE = 4,
  LODGE_CAN_HIDE_CURSOR = 8,
};

enum { LODGE_BOLD = 1, LODGE_DIM = 2, LODGE_UNDERLINE = 4, LODGE_REVERSE = 8, LODGE_ITALIC = 16 };

enum { LODGE_NOTHING = 0, LODGE_CHARACTER = 1, LODGE_KEY = 2, LODGE_MOUSE = 3 };

enum {
  LODGE_KEY_UP = 1, LODGE_KEY_DOWN, LODGE_KEY_RIGHT, LODGE_KEY_LEFT, LODGE_KEY_HOME, LODGE_KEY_END,
  LODGE_KEY_INSERT, LODGE_KEY_DELETE, LODGE_KEY_PAGE_UP, LODGE_KEY_PAGE_DOWN, LODGE_KEY_BACK_TAB,
  LODGE_KEY_ENTER, LODGE_KEY_BACKSPACE, LODGE_KEY_CTRL_UP, LODGE_KEY_CTRL_DOWN, LODGE_KEY_CTRL_RIGHT,
  LODGE_KEY_CTRL_LEFT, LODGE_KEY_PASTE_BEGINS, LODGE_KEY_PASTE_ENDS, LODGE_KEY_FOCUS_IN, LODGE_KEY_FOCUS_OUT,
  LODGE_KEY_OTHER,
  LODGE_KEY_F0 = 64,  // and 1 to 63 above it
};

// One place of a row. A wide character is followed by nothing: its right half has no cell here.
typedef struct {
  uint32_t scalar;
  uint32_t marks[4];  // padded with zeros
  int32_t pair;
  uint8_t attributes;
  uint8_t width;  // 1 or 2
} lodge_cell;

// Chooses how bytes become letters. Returns whether that is UTF-8; where `locale` leaves it open, it is made so.
bool lodge_encoding(const char *locale);

// Opens the terminal behind `fd`; `colours` false asks for none. Returns LODGE_OPEN or why not.
int lodge_open(int fd, const char *term, int escape_delay, bool colours);
// Gives the terminal back as it was. Safe to call twice.
void lodge_close(void);

// The size of the terminal, clamped to 1 to 500; 24 by 80 where it does not say.
void lodge_size(int fd, int *rows, int *columns);
void lodge_resize(int rows, int columns);
uint32_t lodge_capabilities(void);
int lodge_colours(void);
// A pair of two colours, -1 for the terminal's own; 0 if there are none left.
int32_t lodge_pair(int foreground, int background);

// A piece of a row, from a column on.
void lodge_row(int row, int column, const lodge_cell *cells, int count);
void lodge_cursor(int row, int column, bool visible);
// Sends what changed and returns whether the terminal had room; if not, nothing was sent.
bool lodge_flush(void);
// The next flush sends everything again.
void lodge_repaint(void);

// Takes one key, and returns what it is; its value is a scalar or one of LODGE_KEY_….
int lodge_next(uint32_t *value);
// What the mouse did: 0 nothing of use, 1 pressed, 2 wheel up, 3 wheel down.
int lodge_mouse(int *row, int *column);
void lodge_mouse_mode(bool on);

// Writes bytes past ncurses; false when the terminal is gone.
bool lodge_write(const char *bytes, size_t count);
// Whether nobody is left at the other end.
bool lodge_hung_up(int fd);

// Stops the process for its shell and returns when it goes on.
void lodge_suspend(void);
// Gives the terminal to another program, and takes it back.
void lodge_leave(void);
void lodge_return(void);

// From here on a fatal signal restores the terminal before it ends the process, and leaves no core.
void lodge_arm_crash(int fd);
// Whether this was asked before; the first to ask is told no.
bool lodge_is_ending(void);
// Restores the terminal and ends the process at once, from any thread.
void lodge_emergency(int code);
// From now on each of these signals is written, as one byte, into a pipe; returns its end to read from, -1 where there is none.
int lodge_hear_signals(const int *numbers, int count);

// The main thread's loop

enum { LODGE_WORK = 1, LODGE_TYPED = 2 };
// Waits until the main queue has work, or until something stands to be read at a descriptor (-1 for none).
int lodge_wait(int descriptor);
// Does what waits in the main queue; on the main thread alone.
void lodge_work(void);

#endif
