-- What the overview of the whole book is made of. Nothing here is written by a post: a reading adds the
-- postings above the mark, and a job moves the mark.

create table day_rollup (
    business_date integer not null,
    account_type  smallint not null check (account_type between 1 and 3),
    type          smallint not null, -- of what it takes back, for a reversal
    postings      bigint not null,
    amount        bigint not null,
    primary key (business_date, account_type, type)
);

-- An entry that drew its id earlier may commit later, so the mark moves in two steps: the last drawn id is
-- noted with the transactions that run at that moment; once none of these runs any more, every entry up to
-- it is either committed or gone.
create table rollup_state (
    only_row        boolean primary key default true check (only_row),
    applied_through bigint not null default 0, -- the entries up to this id are in day_rollup
    candidate       bigint,
    holders         text[] -- virtual transactions that ran when the candidate was noted
);
insert into rollup_state default values;

-- Differences of how many accounts there are by type and status, so that no row is hot; kind 0 counts
-- families, with status 1. The job that moves the mark sums them up.
create table book_count (
    kind   smallint not null,
    status smallint not null,
    count  bigint not null
);
insert into book_count
select type, status, count(*) from account where id >= 1000 group by type, status
union all
select 0, 1, count(*) from family;

create function count_new_accounts() returns trigger language plpgsql as $$
begin
    insert into book_count select type, status, count(*) from added where id >= 1000 group by type, status;
    return null;
end $$;
create trigger account_is_counted after insert on account
    referencing new table as added for each statement execute function count_new_accounts();

create function count_status() returns trigger language plpgsql as $$
begin
    insert into book_count values (old.type, old.status, -1), (new.type, new.status, 1);
    return null;
end $$;
create trigger account_status_is_counted after update of status on account
    for each row when (old.status <> new.status) execute function count_status();

create function count_new_families() returns trigger language plpgsql as $$
begin
    insert into book_count select 0, 1, count(*) from added;
    return null;
end $$;
create trigger family_is_counted after insert on family
    referencing new table as added for each statement execute function count_new_families();

-- Applies what is settled; returns how many ids that were. Nobody waits: a second caller does nothing.
create function advance_rollups() returns bigint
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    s rollup_state;
    v_applied bigint := 0;
begin
    select * into s from rollup_state for update skip locked;
    if not found then return 0; end if;
    if s.candidate is null then
        -- The id first, the transactions then: who begins in between draws a later id.
        select case when is_called then last_value else last_value - 1 end into s.candidate from entry_id_seq;
        -- Of this database alone: nobody else draws from its sequence; a vacuum never does.
        s.holders := array(select l.virtualxid from pg_locks l join pg_stat_activity b on b.pid = l.pid
                            where l.locktype = 'virtualxid' and l.pid <> pg_backend_pid()
                              and b.datname = current_database()
                              and b.backend_type is distinct from 'autovacuum worker');
        update rollup_state set candidate = s.candidate, holders = s.holders;
    end if;
    if exists (select from pg_locks l where l.locktype = 'virtualxid' and l.virtualxid = any(s.holders)) then
        return 0;
    end if;
    -- A snapshot of its own, taken after the last of them has ended.
    insert into day_rollup as r
    select p.business_date, a.type,
           case when p.type = 17
                then (select min(o.type) from entry e join posting o on o.entry_id = e.reverses
                       where e.id = p.entry_id and o.account_id = p.account_id)
                else p.type end,
           count(*), sum(p.amount)
      from posting p join account a on a.id = p.account_id
     where p.entry_id > s.applied_through and p.entry_id <= s.candidate and p.seq is not null
     group by 1, 2, 3
        on conflict (business_date, account_type, type) do update
       set postings = r.postings + excluded.postings, amount = r.amount + excluded.amount;
    v_applied := s.candidate - s.applied_through;
    update rollup_state set applied_through = s.candidate, candidate = null, holders = null;
    if (select count(*) from book_count) > 64 then
        with summed as (delete from book_count returning *)
        insert into book_count select kind, status, sum(count) from summed group by kind, status;
    end if;
    return v_applied;
end $$;
revoke all on function advance_rollups() from public;
