"""What every factory needs: running numbers, and the relations that are given as lists."""

from itertools import count

serials = count(1)
