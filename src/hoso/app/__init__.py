"""The wiring: settings, bootstrap, logging, command line. Nothing else builds anything."""
