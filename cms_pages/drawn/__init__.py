"""Drawings made from data at run time: people from above, open rings and the red thread.

Fixed drawings are files in templates/art/. All return SVG markup without any word in it that a reader typed.
"""
