"""Translations of the public pages, on top of wagtail-localize: what may appear, what is out of date, what comes next.

`gate` keeps the source language out of other languages' addresses, `memory` remembers from which words a translation
was made, `changes` compares, `board` and `views` show it to editors, `hooks` and `doors` tie it to the admin.
"""
