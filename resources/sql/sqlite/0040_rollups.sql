-- What the overview of the whole book is made of. Nothing here is written by a post: a reading adds the
-- postings above the mark, and a job moves the mark. Entries commit in the order of their ids, so the
-- newest id is a mark that misses nothing.

create table day_rollup (
    business_date bigint not null,
    account_type  bigint not null check (account_type between 1 and 3),
    type          bigint not null check (type between 1 and 18), -- of what it takes back, for a reversal
    postings      bigint not null,
    amount        bigint not null check (typeof(amount) = 'integer'),
    primary key (business_date, account_type, type)
) without rowid;

create table rollup_state (
    only_row        integer primary key default 1 check (only_row = 1),
    applied_through bigint not null default 0 -- the entries up to this id are in day_rollup
);
insert into rollup_state default values;

-- Accounts by type and status; kind 0 counts families, with status 1.
create table book_count (
    kind   bigint not null,
    status bigint not null,
    count  bigint not null,
    primary key (kind, status)
) without rowid;
insert into book_count
select type, status, count(*) from account where id >= 1000 group by type, status
union all
select 0, 1, count(*) from family;

create trigger account_is_counted after insert on account when new.id >= 1000
begin
    insert into book_count values (new.type, new.status, 1)
        on conflict (kind, status) do update set count = count + 1;
end;
create trigger account_status_is_counted after update of status on account when old.status <> new.status
begin
    update book_count set count = count - 1 where kind = old.type and status = old.status;
    insert into book_count values (new.type, new.status, 1)
        on conflict (kind, status) do update set count = count + 1;
end;
create trigger family_is_counted after insert on family
begin
    update book_count set count = count + 1 where kind = 0;
end;
