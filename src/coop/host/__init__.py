"""The `coop` command and the supervisor of database, web, worker, clock and sandbox."""
