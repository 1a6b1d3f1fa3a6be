#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>

#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// term.h would turn common words such as "columns" into macros.
extern char *tigetstr(const char *);
extern int tigetflag(const char *);

static int tty = -1;
static bool is_open = false;
static SCREEN *screen = NULL;
static FILE *output = NULL;
static FILE *input = NULL;
// Reading from a window draws it first; nothing is ever drawn on this one.
static WINDOW *keys = NULL;
static struct termios before;
static bool has_before = false;
static char restore[512];
static size_t restore_length = 0;
static int cursor_row = 0, cursor_column = 0, cursor_shown = -1;
static bool cursor_wanted = true;
static bool mouse_on = false;

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

// Finding the encoding

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool lodge_encoding(const char *name) {
  if (setlocale(LC_CTYPE, name) == NULL) setlocale(LC_CTYPE, "C");
  if (is_utf8()) return true;
  // A locale with letters of its own means a terminal that has those letters and no others.
  bool is_plain = strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0;
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_GB.UTF-8");
  return is_plain && is_utf8();
}

// Ways out

static void add_restore(const char *text) {
  if (text == NULL || text == (char *)-1) return;
  while (*text && restore_length + 1 < sizeof restore) {
    if (text[0] == '$' && text[1] == '<') {  // padding: a wait, not to be sent
      const char *end = strchr(text, '>');
      if (end != NULL) {
        text = end + 1;
        continue;
      }
    }
    restore[restore_length++] = *text++;
  }
}

static void build_restore(void) {
  restore_length = 0;
  add_restore("\033[?2026l");
  add_restore(paste_off);
  add_restore("\033[?1004l\033[?1006l\033[?1002l\033[?1000l");
  add_restore(tigetstr("rmkx"));
  add_restore(tigetstr("sgr0"));
  add_restore(tigetstr("op"));
  add_restore(tigetstr("cnorm"));
  add_restore(tigetstr("rmcup"));
  add_restore("\r");
}

static void put_back(void) {
  size_t done = 0;
  while (done < restore_length) {
    ssize_t count = write(tty, restore + done, restore_length - done);
    if (count > 0) done += (size_t)count;
    else if (count < 0 && errno == EINTR) continue;
    else break;
  }
  if (has_before) tcsetattr(tty, TCSANOW, &before);
}

bool lodge_is_ending(void) {
  static bool is_ending = false;
  return __atomic_exchange_n(&is_ending, true, __ATOMIC_SEQ_CST);
}

void lodge_emergency(int code) {
  if (is_open) {
    // A terminal that takes nothing must not hold up the end.
    int flags = fcntl(tty, F_GETFL);
    fcntl(tty, F_SETFL, flags | O_NONBLOCK);
    put_back();
    fcntl(tty, F_SETFL, flags);
  }
  _exit(code);
}

static void crashed(int number) {
  if (is_open) put_back();
  signal(number, SIG_DFL);
  raise(number);
}

static int heard_signals = -1;

static void hear(int number) {
  int kept = errno;
  unsigned char byte = (unsigned char)number;
  // A full pipe has enough in it to end the program.
  while (write(heard_signals, &byte, 1) < 0 && errno == EINTR) {}
  errno = kept;
}

int lodge_hear_signals(const int *numbers, int count) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  heard_signals = ends[1];
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = hear;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < count; index++) sigaction(numbers[index], &action, NULL);
  return ends[0];
}

// The alternate stack belongs to the thread that asks for it.
static void arm_thread(void) {
  static __thread bool is_armed = false;
  if (is_armed) return;
  is_armed = true;
  stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536, .ss_flags = 0};
  if (stack.ss_sp != NULL) sigaltstack(&stack, NULL);
}

void lodge_arm_crash(int fd) {
  tty = fd;
  if (!has_before) has_before = tcgetattr(fd, &before) == 0;
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  arm_thread();
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = crashed;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
  for (size_t index = 0; index < sizeof fatal / sizeof fatal[0]; index++) {
    sigaction(fatal[index], &action, NULL);
  }
}

// The main thread's loop

// How a loop of another library serves the main queue; CoreFoundation's does it so.
extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *);

int lodge_wait(int descriptor) {
  int bell = _dispatch_get_main_queue_handle_4CF();
  struct pollfd ends[] = {
    {.fd = bell, .events = POLLIN, .revents = 0}, {.fd = descriptor, .events = POLLIN, .revents = 0}};
  if (poll(ends, 2, -1) < 0) return 0;
  int found = ends[1].revents != 0 ? LODGE_TYPED : 0;
  if (ends[0].revents != 0) {
    eventfd_t rung;
    eventfd_read(bell, &rung);
    found |= LODGE_WORK;
  }
  return found;
}

void lodge_work(void) { _dispatch_main_queue_callback_4CF(NULL); }

// Opening and closing

static const struct {
  const char *sequence;
  int key;
} repairs[] = {
  {"\033[A", LODGE_KEY_UP}, {"\033[B", LODGE_KEY_DOWN}, {"\033[C", LODGE_KEY_RIGHT}, {"\033[D", LODGE_KEY_LEFT},
  {"\033OA", LODGE_KEY_UP}, {"\033OB", LODGE_KEY_DOWN}, {"\033OC", LODGE_KEY_RIGHT}, {"\033OD", LODGE_KEY_LEFT},
  {"\033[H", LODGE_KEY_HOME}, {"\033[F", LODGE_KEY_END}, {"\033[1~", LODGE_KEY_HOME}, {"\033[4~", LODGE_KEY_END},
  {"\033[7~", LODGE_KEY_HOME}, {"\033[8~", LODGE_KEY_END}, {"\033OH", LODGE_KEY_HOME}, {"\033OF", LODGE_KEY_END},
  {"\033[2~", LODGE_KEY_INSERT}, {"\033[3~", LODGE_KEY_DELETE}, {"\033[5~", LODGE_KEY_PAGE_UP},
  {"\033[6~", LODGE_KEY_PAGE_DOWN}, {"\033[Z", LODGE_KEY_BACK_TAB},
  {"\033OP", LODGE_KEY_F0 + 1}, {"\033OQ", LODGE_KEY_F0 + 2}, {"\033OR", LODGE_KEY_F0 + 3},
  {"\033OS", LODGE_KEY_F0 + 4}, {"\033[11~", LODGE_KEY_F0 + 1}, {"\033[12~", LODGE_KEY_F0 + 2},
  {"\033[13~", LODGE_KEY_F0 + 3}, {"\033[14~", LODGE_KEY_F0 + 4}, {"\033[[A", LODGE_KEY_F0 + 1},
  {"\033[[B", LODGE_KEY_F0 + 2}, {"\033[[C", LODGE_KEY_F0 + 3}, {"\033[[D", LODGE_KEY_F0 + 4},
  {"\033[[E", LODGE_KEY_F0 + 5}, {"\033[15~", LODGE_KEY_F0 + 5}, {"\033[17~", LODGE_KEY_F0 + 6},
  {"\033[18~", LODGE_KEY_F0 + 7}, {"\033[19~", LODGE_KEY_F0 + 8}, {"\033[20~", LODGE_KEY_F0 + 9},
  {"\033[21~", LODGE_KEY_F0 + 10}, {"\033[23~", LODGE_KEY_F0 + 11}, {"\033[24~", LODGE_KEY_F0 + 12},
  {"\033[1;5A", LODGE_KEY_CTRL_UP}, {"\033[1;5B", LODGE_KEY_CTRL_DOWN}, {"\033[1;5C", LODGE_KEY_CTRL_RIGHT},
  {"\033[1;5D", LODGE_KEY_CTRL_LEFT}, {"\033[200~", LODGE_KEY_PASTE_BEGINS}, {"\033[201~", LODGE_KEY_PASTE_ENDS},
  {"\033[I", LODGE_KEY_FOCUS_IN}, {"\033[O", LODGE_KEY_FOCUS_OUT},
};

// ncurses leaves the numbers above its own keys to us; the first few are safest left alone.
enum { OWN_KEYS = KEY_MAX + 256 };

static void switch_on(void) {
  raw();
  noecho();
  nonl();
  if (keys == NULL) keys = newpad(1, 1);
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  typeahead(-1);
}

// Leaves out of each change of looks the return from a line-drawing alphabet that is never entered: three bytes of
// about nine, several times a row. The library hands out its own copy of these strings.
static void shorten_attributes(void) {
  static const char choice[] = "%?%p9%t\033(0%e\033(B%;";
  char *plain = tigetstr("sgr0");
  char *all = tigetstr("sgr");
  if (plain != NULL && plain != (char *)-1 && strcmp(plain, "\033(B\033[m") == 0) {
    memmove(plain, plain + 3, strlen(plain + 3) + 1);
  }
  if (all != NULL && all != (char *)-1 && strncmp(all, choice, sizeof choice - 1) == 0) {
    memmove(all, all + sizeof choice - 1, strlen(all + sizeof choice - 1) + 1);
  }
}

// One row down in one byte instead of five, several times a key. The library never takes the line feed that these
// terminals declare for it, lest a line discipline make two signs of it; they take a vertical tab for the same.
static void shorten_descent(const char *term) {
  static const char *const known[] = {"xterm", "tmux", "screen", "linux"};
  char *down = tigetstr("cud1");
  if (term == NULL || down == NULL || down == (char *)-1 || strcmp(down, "\n") != 0) return;
  for (size_t index = 0; index < sizeof known / sizeof known[0]; index++) {
    if (strncmp(term, known[index], strlen(known[index])) == 0) *down = '\v';
  }
}

int lodge_open(int fd, const char *term, int escape_delay, bool colours) {
  tty = fd;
  if (!has_before) has_before = tcgetattr(fd, &before) == 0;
  output = fdopen(dup(fd), "w");
  input = fdopen(dup(fd), "r");
  use_env(FALSE);
  use_tioctl(TRUE);
  screen = output && input ? newterm(term, output, input) : NULL;
  if (screen == NULL) {
    if (output) fclose(output);
    if (input) fclose(input);
    output = input = NULL;
    return LODGE_UNKNOWN;
  }
  set_escdelay(escape_delay);
  const char *cup = tigetstr("cup");
  if (cup == NULL || cup == (char *)-1) {
    endwin();
    return LODGE_WITHOUT_CURSOR;
  }
  build_restore();
  if (is_utf8()) shorten_attributes();
  shorten_descent(term);
  is_open = true;
  switch_on();
  if (colours && start_color() == OK) use_default_colors();
  for (size_t index = 0; index < sizeof repairs / sizeof repairs[0]; index++) {
    define_key(repairs[index].sequence, OWN_KEYS + repairs[index].key);
  }
  lodge_write(paste_on, sizeof paste_on - 1);
  int rows, columns;
  lodge_size(fd, &rows, &columns);
  lodge_resize(rows, columns);
  return LODGE_OPEN;
}

static void switch_off(void) {
  if (mouse_on) mousemask(0, NULL);
  lodge_write(paste_off, sizeof paste_off - 1);
  curs_set(1);
  cursor_shown = -1;
}

void lodge_close(void) {
  if (!is_open) return;
  is_open = false;
  switch_off();
  endwin();
  // What the terminal answered too late is not typing for the shell.
  tcflush(tty, TCIFLUSH);
  if (has_before) tcsetattr(tty, TCSADRAIN, &before);
}

void lodge_leave(void) {
  if (!is_open) return;
  def_prog_mode();
  switch_off();
  endwin();
  if (has_before) tcsetattr(tty, TCSADRAIN, &before);
}

void lodge_return(void) {
  if (!is_open) return;
  reset_prog_mode();
  lodge_write(paste_on, sizeof paste_on - 1);
  if (mouse_on) lodge_mouse_mode(true);
  lodge_repaint();
}

void lodge_suspend(void) {
  lodge_leave();
  struct sigaction usual, ours;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  sigemptyset(&usual.sa_mask);
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigaction(SIGTSTP, &usual, &ours);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  lodge_return();
}

// What it can do

void lodge_size(int fd, int *rows, int *columns) {
  struct winsize size = {0, 0, 0, 0};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
    size.ws_row = 24;
    size.ws_col = 80;
  }
  *rows = size.ws_row > 500 ? 500 : size.ws_row;
  *columns = size.ws_col > 500 ? 500 : size.ws_col;
}

void lodge_resize(int rows, int columns) {
  if (is_open && (rows != LINES || columns != COLS)) resizeterm(rows, columns);
}

uint32_t lodge_capabilities(void) {
  uint32_t found = 0;
  const char *mouse = tigetstr("XM");
  const char *hide = tigetstr("civis");
  if (tigetflag("AX") > 0) found |= LODGE_CAN_DEFAULT_COLOURS;
  if (tigetflag("bce") > 0) found |= LODGE_CAN_BACKGROUND_ERASE;
  if (mouse != NULL && mouse != (char *)-1) found |= LODGE_CAN_SGR_MOUSE;
  if (hide != NULL && hide != (char *)-1) found |= LODGE_CAN_HIDE_CURSOR;
  return found;
}

int lodge_colours(void) { return has_colors() ? COLORS : 0; }

int32_t lodge_pair(int foreground, int background) {
  int pair = alloc_pair(foreground, background);
  return pair > 0 ? pair : 0;
}

// Drawing

static attr_t attributes_of(uint8_t bits) {
  attr_t found = A_NORMAL;
  if (bits & LODGE_BOLD) found |= A_BOLD;
  if (bits & LODGE_DIM) found |= A_DIM;
  if (bits & LODGE_UNDERLINE) found |= A_UNDERLINE;
  if (bits & LODGE_REVERSE) found |= A_REVERSE;
  if (bits & LODGE_ITALIC) found |= A_ITALIC;
  return found;
}

void lodge_row(int row, int column, const lodge_cell *cells, int count) {
  static cchar_t line[512];
  int filled = 0;
  for (int index = 0; index < count && filled < 500; index++) {
    const lodge_cell *cell = &cells[index];
    wchar_t text[6] = {(wchar_t)cell->scalar, 0, 0, 0, 0, 0};
    int pair = cell->pair;
    attr_t attributes = attributes_of(cell->attributes);
    bool is_padded = cell->width == 2;
    if (cell->scalar > 0x7e) {
      // The library lays out by the system's widths, the frame by its own. Where they differ the frame wins.
      int width = wcwidth((wchar_t)cell->scalar);
      is_padded = width < cell->width;
      if (width < 1 || width > cell->width) {
        text[0] = 0xfffd;
        is_padded = cell->width == 2;
      }
    }
    for (int mark = 0; mark < 4 && cell->marks[mark] != 0; mark++) {
      if (wcwidth((wchar_t)cell->marks[mark]) == 0) text[wcslen(text)] = (wchar_t)cell->marks[mark];
    }
    if (setcchar(&line[filled], text, attributes, (short)(pair > 32767 ? 0 : pair), &pair) != OK) {
      setcchar(&line[filled], L"?", attributes, 0, &pair);
    }
    filled += 1;
    if (is_padded) {
      setcchar(&line[filled], L" ", attributes, (short)(pair > 32767 ? 0 : pair), &pair);
      filled += 1;
    }
  }
  mvadd_wchnstr(row, column, line, filled);
}

void lodge_cursor(int row, int column, bool visible) {
  cursor_row = row;
  cursor_column = column;
  cursor_wanted = visible;
}

static bool has_room(void) {
  struct pollfd room = {.fd = tty, .events = POLLOUT, .revents = 0};
  return poll(&room, 1, 0) > 0 && (room.revents & POLLOUT) != 0;
}

// Until its screen was once left and taken up again the library sends every move of the cursor by itself: a dozen
// writes for a row where one will do. So it leaves and comes back once, and nobody sees it.
static void leave_unseen(void) {
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  int kept = dup(fileno(output));
  if (nowhere >= 0 && kept >= 0 && dup2(nowhere, fileno(output)) >= 0) {
    endwin();
    doupdate();
    dup2(kept, fileno(output));
  }
  if (nowhere >= 0) close(nowhere);
  if (kept >= 0) close(kept);
}

bool lodge_flush(void) {
  static bool has_left = false;
  arm_thread();
  if (!has_room()) return false;
  if (cursor_shown != (int)cursor_wanted) {
    curs_set(cursor_wanted ? 1 : 0);
    cursor_shown = (int)cursor_wanted;
  }
  move(cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
  if (!has_left) leave_unseen();
  has_left = true;
  return true;
}

void lodge_repaint(void) { clearok(curscr, TRUE); }

bool lodge_write(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t done = write(tty, bytes, count);
    if (done > 0) {
      bytes += done;
      count -= (size_t)done;
    } else if (done < 0 && errno == EINTR) {
      continue;
    } else {
      return false;
    }
  }
  return true;
}

// Keys

static uint32_t key_of(wint_t code) {
  if (code >= OWN_KEYS) return (uint32_t)(code - OWN_KEYS);
  if (code >= KEY_F(0) && code <= KEY_F(63)) return LODGE_KEY_F0 + (uint32_t)(code - KEY_F(0));
  switch (code) {
    case KEY_UP: return LODGE_KEY_UP;
    case KEY_DOWN: return LODGE_KEY_DOWN;
    case KEY_LEFT: return LODGE_KEY_LEFT;
    case KEY_RIGHT: return LODGE_KEY_RIGHT;
    case KEY_HOME: return LODGE_KEY_HOME;
    case KEY_END: return LODGE_KEY_END;
    case KEY_IC: return LODGE_KEY_INSERT;
    case KEY_DC: return LODGE_KEY_DELETE;
    case KEY_PPAGE: return LODGE_KEY_PAGE_UP;
    case KEY_NPAGE: return LODGE_KEY_PAGE_DOWN;
    case KEY_BTAB: return LODGE_KEY_BACK_TAB;
    case KEY_ENTER: return LODGE_KEY_ENTER;
    case KEY_BACKSPACE: return LODGE_KEY_BACKSPACE;
    default: return LODGE_KEY_OTHER;
  }
}

int lodge_next(uint32_t *value) {
  arm_thread();
  wint_t code = 0;
  switch (wget_wch(keys, &code)) {
    case OK:
      *value = (uint32_t)code;
      return LODGE_CHARACTER;
    case KEY_CODE_YES:
      if (code == KEY_MOUSE) return LODGE_MOUSE;
      *value = key_of(code);
      return LODGE_KEY;
    default: return LODGE_NOTHING;
  }
}

int lodge_mouse(int *row, int *column) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  *row = event.y;
  *column = event.x;
  if (event.bstate & BUTTON4_PRESSED) return 2;
  if (event.bstate & BUTTON5_PRESSED) return 3;
  return event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED) ? 1 : 0;
}

void lodge_mouse_mode(bool on) {
  mouse_on = on;
  mouseinterval(0);
  mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

bool lodge_hung_up(int fd) {
  struct pollfd state = {.fd = fd, .events = POLLIN, .revents = 0};
  if (poll(&state, 1, 0) <= 0) return false;
  if (state.revents & (POLLHUP | POLLERR | POLLNVAL)) return true;
  int waiting = 0;
  return (state.revents & POLLIN) && ioctl(fd, FIONREAD, &waiting) == 0 && waiting == 0;
}
