"""The cleaning room: what comes in as somebody's letter or CV goes out as a plain PDF, or not at all.

Imports nothing here: the worker begins without Django.
"""
