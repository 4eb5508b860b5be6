/* ascii.c - pairs of Code 39 and Code 93 that stand for one character each */
#include "read/linear/linear.h"

int
full_ascii(char shift, char letter)
{
	static const char percent[27] =
	        "\x1b\x1c\x1d\x1e\x1f;<=>?[\\]^_{|}~\x7f\0@`\x7f\x7f\x7f";

	if (letter < 'A' || letter > 'Z')
		return -1;
	switch (shift) {
	case '$':
		return letter - 'A' + 1;
	case '%':
		return percent[letter - 'A'];
	case '/':
		return letter == 'Z' ? ':' : letter <= 'O' ? letter - 'A' + '!' : -1;
	case '+':
		return letter - 'A' + 'a';
	default:
		return -1;
	}
}
