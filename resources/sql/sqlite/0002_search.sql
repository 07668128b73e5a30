-- Search over account name, client name and reference: any part of three or more characters.
-- Contentless: the index keeps no second copy of the text; deletions repeat the old text.

create virtual table account_search using fts5 (text, content = '', tokenize = 'trigram');

create trigger account_search_insert after insert on account when new.id >= 1000
begin
    insert into account_search (rowid, text)
    select new.id, new.name || ' ' || c.name || ' ' || new.reference
      from family f join client c on c.id = f.client_id where f.id = new.family_id;
end;

create trigger account_search_rename after update of name, reference on account when new.id >= 1000
begin
    insert into account_search (account_search, rowid, text)
    select 'delete', old.id, old.name || ' ' || c.name || ' ' || old.reference
      from family f join client c on c.id = f.client_id where f.id = old.family_id;
    insert into account_search (rowid, text)
    select new.id, new.name || ' ' || c.name || ' ' || new.reference
      from family f join client c on c.id = f.client_id where f.id = new.family_id;
end;

create trigger client_search_rename after update of name on client
begin
    insert into account_search (account_search, rowid, text)
    select 'delete', a.id, a.name || ' ' || old.name || ' ' || a.reference
      from family f join account a on a.family_id = f.id where f.client_id = old.id;
    insert into account_search (rowid, text)
    select a.id, a.name || ' ' || new.name || ' ' || a.reference
      from family f join account a on a.family_id = f.id where f.client_id = new.id;
end;
