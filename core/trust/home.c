/* home.c */
#include "home.h"
extern int home_later;
