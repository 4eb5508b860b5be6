/* read.c */
#include "read.h"
extern int read_later;
