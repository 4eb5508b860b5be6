/* image.c */
#include "image.h"
extern int image_later;
