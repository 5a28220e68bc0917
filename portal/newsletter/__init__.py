"""Signing up for the newsletter of one organisation in one language: confirmed by mail, left with one click.

The newsletter itself is written and sent elsewhere: staff take the confirmed addresses along as a sealed file.
"""
