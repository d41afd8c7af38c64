"""What a person reads for each code: its Spanish sentence, also the key of its translation.

Facts of the error stand in braces: `{..._cents}` prints as money, dates with the month as a word.
A sentence says what to do; it never blames. Each room that raises a code adds its sentence here.
"""
