"""Login doors of the libraries that must stay shut: only allauth's opens a session (PROMISES, Security)."""

shut_doors: list = []
