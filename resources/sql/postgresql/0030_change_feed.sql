-- Pollers ask for commands from a transaction id on; see change_feed.h.
create index command_xid on command (xid);
