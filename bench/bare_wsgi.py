"""What the bare page's web server loads; its settings are bench.bare."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
