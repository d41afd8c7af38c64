"""Holidays, cut-offs and service windows: computes dates with their reasons, keeps no state.

Pure: `rules`, over the `CalendarData` of `ports`. `shipped` reads the holidays of `data/`.
`queries` are the rules over this institution's calendar.
"""
