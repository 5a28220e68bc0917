"""How plainly a page is written: long sentences, hard words, and an estimate of how hard it reads."""
