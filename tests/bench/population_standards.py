"""population_standards.py - check digits and codes, written anew from the standards

For the generated population (population.py).  Nothing here comes from the program that
is tested with it, so that an error has to be made twice to pass unseen.
"""
import base64
import datetime

DAY = datetime.timedelta(days=1)

def check_gs1(digits):
    """Weights 3 and 1, from the right."""
    odd, even = sum(map(int, digits[::-2])), sum(map(int, digits[-2::-2]))
    return str(-(3 * odd + even) % 10)


def check_hybrid(digits):
    """ISO/IEC 7064 MOD 11,10."""
    product = 10
    for d in digits:
        product = ((product + int(d)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def check_luhn(digits):
    doubled = [int(d) if i % 2 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(digits[::-1])]
    return str(-sum(doubled) % 10)


def yymmdd(day):
    return day.strftime("%y%m%d")


def months_later(day, n):
    month = day.month - 1 + n
    year, month = day.year + month // 12, month % 12 + 1
    last = ((datetime.date(year + month // 12, month % 12 + 1, 1)) - DAY).day
    return datetime.date(year, month, min(day.day, last))


FIXED = {"01": 14, "02": 14, "11": 6, "15": 6, "17": 6, "3103": 6, "00": 18, "20": 2}
GS = "\x1d"


def element_string(parts, lose=None):
    """AI and value, one after another; GS behind what has no fixed length.  lose:
    the number of the separator that printer or scanner dropped."""
    out, separators = "", 0
    for i, (ai, value) in enumerate(parts):
        out += ai + value
        if ai not in FIXED and i + 1 < len(parts):
            if separators != lose:
                out += GS
            separators += 1
    return out


def percent(text):
    plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    return "".join(c if c in plain else "%%%02X" % ord(c) for c in text)


def check_pzn(digits):
    """PZN: places 1 to 7, modulo 11; None: a remainder of 10 is never issued."""
    rest = sum((i + 1) * int(d) for i, d in enumerate(digits)) % 11
    return None if rest == 10 else str(rest)


def check_ppn(text):
    """PPN: ASCII codes times 2, 3, 4 ..., modulo 97."""
    return "%02d" % (sum((i + 2) * ord(c) for i, c in enumerate(text)) % 97)


CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_organisation(text):
    """GB 11714: the organisation's own nine."""
    value = [int(c, 36) for c in text]
    rest = 11 - sum(w * v for w, v in zip((3, 7, 9, 10, 5, 8, 4, 2), value)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def check_credit(text):
    """GB 32100: powers of 3 modulo 31 over 17 characters."""
    return CREDIT[-sum(CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(text)) % 31]


def check_person(digits):
    """GB 11643: powers of 2 modulo 11 over 17 digits."""
    return "10X98765432"[sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(digits)) % 11]


def check_97(text):
    """ISO/IEC 7064 MOD 97-10, as in an LEI."""
    return "%02d" % (98 - int("".join(str(int(c, 36)) for c in text) + "00") % 97)


FORMULA = "0123456789ACDEFGHJKMNPQRSTUVWXY"


def formula_identifier(rng):
    """A UFI: value times place, over all 16, is divisible by 31."""
    rest = [rng.randrange(31) for _ in range(15)]
    first = -sum(v * (i + 2) for i, v in enumerate(rest)) % 31
    text = "".join(FORMULA[v] for v in [first] + rest)
    return "-".join(text[i:i + 4] for i in range(0, 16, 4))


def tagged(*values):
    """Tag, length, value, in base64: the QR code of a Saudi invoice."""
    out = b""
    for tag, value in enumerate(values, 1):
        value = value.encode()
        out += bytes([tag, len(value)]) + value
    return base64.b64encode(out).decode()
