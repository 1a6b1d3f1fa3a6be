#define _GNU_SOURCE
#include "shim.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>

/* Segments that may not be written to are as the file has them: read again, they are the same. */
static int give_back_segments(struct dl_phdr_info *file, size_t size, void *page) {
  (void)size;
  for (int i = 0; i < file->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &file->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
    unsigned long first = file->dlpi_addr + segment->p_vaddr;
    unsigned long start = first & -*(unsigned long *)page;
    madvise((void *)start, first + segment->p_memsz - start, MADV_DONTNEED);
  }
  return 0;
}

void lodge_give_back_memory(unsigned long page) {
  malloc_trim(0);
  dl_iterate_phdr(give_back_segments, &page);
}
