-- The one write primitive. One call is one transaction: lock the accounts in ascending id order,
-- look for the same command, check against the locked rows, write. A refusal is data: it is stored
-- with the command and commits. Refusal numbers are those of domain::RefusalCode.
--
-- p_lock:  the existing accounts of the plan, ascending, each once.
-- p_acc:   the account of each posting: an id, a system account (1, 2, 3), or -(i + 1) for the
--          i-th account that this plan opens.
-- p_gain:  what each posting adds to the reinvestable gain of its account; null when none does.
-- p_growth: what a fork, a merge or an undo of them adds; null for everything else.
-- p_rare:  what most entries do not have; null on the hot path.

create type post_result as (
    outcome        smallint, -- 1 done, 2 refused
    was_done       boolean,
    entry_id       bigint,
    recorded_at    bigint,
    refusal_code   smallint,
    refusal_account bigint,
    refusal_limit  bigint,
    refusal_detail text,
    refusal_field  text,
    client_id      bigint,
    family_id      bigint,
    opened         bigint[],
    changed        bigint[],
    families       bigint[],
    types          smallint[],
    accounts_after bigint[]
);

-- Forks and merges are many, so their part of a plan comes typed, not as JSON.
create type growth_part as (
    family        bigint,     -- locked before any account …
    seq           bigint,     -- … and refused as stale when it has grown since the plan was made
    raises        boolean,    -- later plans of the family see this one
    children      integer,    -- running numbers of children that the plan uses up
    versions      bigint[],   -- account, version: what the amounts were made from
    child_of      bigint,     -- opens one child with the policy of this parent …
    child_name    text,       -- … and this name
    closed        bigint[],   -- merged accounts …
    closed_into   bigint,     -- … and their target
    links         bigint[],   -- kind, source, target, amount; -(i + 1) for the i-th opened account
    event_account bigint,
    event_other   bigint,     -- likewise
    event_amount  bigint,
    rolls_back    bigint,     -- the event that this plan takes back
    ended         bigint[],   -- accounts whose pending fork ends …
    ended_to      smallint[], -- … in this state …
    ended_reason  text[],     -- … for this reason
    held          bigint[],   -- accounts that fork no more by themselves (1), or again (0)
    held_to       smallint[],
    reinvestment  bigint      -- the row that is completed
);

-- The answer of a command that is stored.
create function stored_result(p_id uuid) returns post_result language sql stable as $$
    select row(c.outcome, true, c.entry_id, c.recorded_at, c.refusal_code, c.refusal_account,
               c.refusal_limit, c.refusal_detail, c.refusal_field, c.client_id, c.family_id,
               c.opened_accounts, c.changed_accounts,
               (select array_agg(distinct f order by f) from
                   (select a.family_id as f from account a where a.id = any (c.changed_accounts)
                    union select c.family_id where c.family_id is not null
                    union select (c.payload::jsonb->>'family')::bigint where c.kind = 20) x), -- its settings
               (select array_agg(distinct a.type order by a.type) from account a
                 where a.id = any (c.changed_accounts)),
               (select array_agg(c.accounts_after[i + k] order by c.accounts_after[i], k) -- ascending
                  from generate_series(1, cardinality(c.accounts_after), 4) i, generate_series(0, 3) k)
              )::post_result
      from command c where c.id = p_id
$$;

-- Rows of a plan that only rare entries have: checks before anything is written.
create function check_rare(p_rare jsonb, out o_code smallint, out o_field text, out o_detail text)
language plpgsql stable as $$
declare
    o jsonb;
begin
    if p_rare ? 'clientId' and not exists (select from client where id = (p_rare->>'clientId')::bigint) then
        o_code := 9; o_field := 'client'; return;
    end if;
    if p_rare ? 'family' and not exists (select from family where id = (p_rare->>'family')::bigint) then
        o_code := 10; o_field := 'family'; return;
    end if;
    if p_rare ? 'reverses'
       and not exists (select from command where entry_id = (p_rare->>'reverses')::bigint) then
        o_code := 11; o_field := 'entry'; o_detail := p_rare->>'reverses'; return;
    end if;
    if p_rare->'newClient'->>'externalReference' <> '' and exists
       (select from client where external_reference = p_rare->'newClient'->>'externalReference') then
        o_code := 13; o_field := 'client'; o_detail := p_rare->'newClient'->>'externalReference'; return;
    end if;
    for o in select jsonb_array_elements(p_rare->'newAccounts') loop
        if o->>'reference' <> '' and (
               exists (select from account where reference = o->>'reference')
               or (select count(*) from jsonb_array_elements(p_rare->'newAccounts') x
                    where x->>'reference' = o->>'reference') > 1) then
            o_code := 13; o_field := 'reference'; o_detail := o->>'reference'; return;
        end if;
    end loop;
end $$;

-- Checks of one locked account that only rare entries need; `p_balance` is after the postings.
create function check_rare_account(p_rare jsonb, p_account bigint, p_status smallint,
                                   p_policy_version integer, p_balance bigint)
returns smallint language plpgsql stable as $$
declare
    o jsonb;
    v_to smallint;
begin
    for o in select jsonb_array_elements(p_rare->'statusChanges') loop
        continue when (o->>'account')::bigint <> p_account;
        v_to := (o->>'to')::smallint;
        if p_status = 4 then return 18; end if;
        if v_to = 4 and p_balance <> 0 then return 25; end if;
        if v_to = p_status or (p_status = 3 and v_to = 2) then return 27; end if;
        if (o->>'from')::smallint <> p_status then return 35; end if;
    end loop;
    for o in select jsonb_array_elements(p_rare->'policyChanges') loop
        continue when (o->>'account')::bigint <> p_account;
        if p_status = 4 then return 18; end if;
        if (o->>'fromVersion')::int <> p_policy_version then return 35; end if;
    end loop;
    return null;
end $$;

-- Locks the families in which a Com-Acc closes or an account opens, before any account, like has_grown: of
-- a designated Com-Acc that closes and a Gen-Acc that opens at once, the second sees the first.
create function lock_families(p_rare jsonb) returns void language sql as $$
    select from family f
     where f.id = any (array(
               select (p_rare->>'family')::bigint where p_rare ? 'newAccounts'
               union all
               select a.family_id from jsonb_array_elements(p_rare->'statusChanges') o
                 join account a on a.id = (o->>'account')::bigint and a.type = 3
                where (o->>'to')::int = 4))
     order by f.id for no key update
$$;

-- What is checked last: the designated Com-Acc stays while a Gen-Acc lives; an entry is reversed once.
create function check_last(p_rare jsonb, out o_code smallint, out o_field text, out o_detail text,
                           out o_account bigint) language plpgsql stable as $$
begin
    select a.id into o_account
      from jsonb_array_elements(p_rare->'statusChanges') o
      join account a on a.id = (o->>'account')::bigint and (o->>'to')::int = 4 and a.type = 3
      join family f on f.id = a.family_id and f.com_account_id = a.id
     where exists (select from account g where g.family_id = a.family_id and g.type = 1 and g.status <> 4
              and not exists (select from jsonb_array_elements(p_rare->'statusChanges') x
                               where (x->>'account')::bigint = g.id and (x->>'to')::int = 4))
     limit 1;
    if found then
        o_code := 28; o_field := 'account'; return;
    end if;
    if exists (select from command where reverses = (p_rare->>'reverses')::bigint and entry_id is not null) then
        o_code := 31; o_field := 'entry'; o_detail := p_rare->>'reverses';
    end if;
end $$;

-- The limits of a policy that depend on each other and on the type of its account are checked here.
create function insert_policy(p_account bigint, p_version integer, p jsonb, p_command uuid, p_actor text,
                              p_at bigint) returns void language plpgsql as $$
declare
    r policy := jsonb_populate_record(null::policy, p);
    v_type smallint := (select a.type from account a where a.id = p_account);
begin
    if r.delta_min >= r.delta_max or r.contracts_bp + r.leaps_bp <> 10000
       or r.merge_threshold <= r.fork_threshold
       or v_type = 3 and r.withdrawals_allowed = 1 or v_type <> 1 and r.forking_enabled = 1
       or v_type = 1 and (r.fork_threshold = 0
                          or r.fork_retain_bp + r.fork_child_bp + r.fork_com_bp <> 10000) then
        raise exception 'policy: the policy does not fit the type of its account' using errcode = 'LG019';
    end if;
    insert into policy select p_account, p_version, r.initial_allocation_bp, r.cash_buffer_bp,
        r.target_return_bp, r.delta_min, r.delta_max, r.entry_days, r.position_sizing_bp, r.reinvestment,
        r.contracts_bp, r.leaps_bp, r.tax_reserve_bp, r.max_drawdown_bp, r.atr_threshold,
        r.withdrawals_allowed, r.forking_enabled, r.fork_threshold, r.fork_min_remaining,
        r.fork_retain_bp, r.fork_child_bp, r.fork_com_bp, r.merge_threshold, p_command, p_actor, p_at;
end $$;

-- What an account is called that nobody gave a reference: "A" and its id, marked when that is taken.
create function free_reference(p_account bigint) returns text language plpgsql stable as $$
declare
    v_try integer := 1;
    v_reference text := 'A' || p_account;
begin
    while exists (select from account where reference = v_reference) loop
        v_try := v_try + 1;
        v_reference := 'A' || p_account || '-' || v_try;
    end loop;
    return v_reference;
end $$;

-- Opens client, family and accounts of a plan; returns client, family and the account ids.
create function open_rows(p_rare jsonb, p_command uuid, p_actor text, p_date integer, p_at bigint,
                          out o_client bigint, out o_family bigint, out o_accounts bigint[])
language plpgsql as $$
declare
    o jsonb;
    v_id bigint;
    v_parent account;
    v_reference text;
    v_client_name text;
begin
    o_client := (p_rare->>'clientId')::bigint;
    if p_rare ? 'newClient' then
        insert into client (name, external_reference, contact, notes, created_at)
        values (p_rare->'newClient'->>'name', nullif(p_rare->'newClient'->>'externalReference', ''),
                p_rare->'newClient'->>'contact', p_rare->'newClient'->>'notes', p_at)
        returning id into o_client;
    end if;
    o_family := (p_rare->>'family')::bigint;
    if p_rare ? 'familyName' then
        insert into family (name, client_id, template, opened_on)
        values (p_rare->>'familyName', o_client, p_rare->>'template', p_date) returning id into o_family;
    end if;
    select c.name into v_client_name from family f join client c on c.id = f.client_id where f.id = o_family;
    o_accounts := '{}';
    for o in select jsonb_array_elements(p_rare->'newAccounts') loop
        v_id := nextval(pg_get_serial_sequence('account', 'id'));
        v_parent := null;
        v_reference := coalesce(nullif(o->>'reference', ''), free_reference(v_id));
        if o ? 'parent' then select * into v_parent from account where id = (o->>'parent')::bigint; end if;
        insert into account (id, family_id, type, reference, name, opened_on, parent_id, depth, branch_id,
                             path, buffer_bp, withdrawals_allowed, forking_enabled, fork_threshold, search)
        values (v_id, o_family, (o->>'type')::smallint,
                v_reference, o->>'name', p_date,
                v_parent.id, coalesce(v_parent.depth + 1, 0),
                case when o ? 'successorOf'
                     then (select x.branch_id from account x where x.id = (o->>'successorOf')::bigint)
                     when o ? 'parent' then coalesce(v_parent.branch_id, v_id) end,
                case when not o ? 'parent' then v_id || '/'
                     when v_parent.depth < (select depth_max from growth_limits)
                     then v_parent.path || v_id || '/' end,
                (o->'policy'->>'cash_buffer_bp')::smallint,
                (o->'policy'->>'withdrawals_allowed')::smallint,
                (o->'policy'->>'forking_enabled')::smallint, (o->'policy'->>'fork_threshold')::bigint,
                lower((o->>'name') || ' ' || v_client_name || ' ' || v_reference));
        perform insert_policy(v_id, 1, o->'policy', p_command, p_actor, p_at);
        if (o->>'isDesignatedCom')::boolean then -- a family has one
            update family f set com_account_id = v_id
             where f.id = o_family and not exists (select from account a where a.id = f.com_account_id and a.status <> 4);
        end if;
        o_accounts := o_accounts || v_id;
    end loop;
end $$;

-- Policy and status changes, after the postings; status last, nothing follows on a closed one.
create function change_rows(p_rare jsonb, p_entry bigint, p_command uuid, p_actor text,
                            p_date integer, p_at bigint) returns void language plpgsql as $$
declare
    o jsonb;
    b account;
begin
    for o in select jsonb_array_elements(p_rare->'policyChanges') loop
        perform insert_policy((o->>'account')::bigint, (o->>'fromVersion')::int + 1, o->'policy',
                              p_command, p_actor, p_at);
        select * into b from account where id = (o->>'account')::bigint;
        update account set policy_version = (o->>'fromVersion')::int + 1, version = version + 1,
               buffer_bp = (o->'policy'->>'cash_buffer_bp')::smallint,
               withdrawals_allowed = (o->'policy'->>'withdrawals_allowed')::smallint,
               forking_enabled = (o->'policy'->>'forking_enabled')::smallint,
               fork_threshold = (o->'policy'->>'fork_threshold')::bigint
         where id = b.id;
        -- A lower threshold, or forking switched on, can make a fork due as well.
        if b.type = 1 and (o->'policy'->>'forking_enabled')::int = 1
           and b.cash + b.contracts + b.leaps + b.tax_reserve - b.baseline
               >= (o->'policy'->>'fork_threshold')::bigint
           and not (b.forking_enabled = 1 and b.cash + b.contracts + b.leaps + b.tax_reserve - b.baseline
                    >= b.fork_threshold) then
            insert into pending_fork (account_id, entry_id, surplus, threshold, recorded_at)
            values (b.id, p_entry, b.cash + b.contracts + b.leaps + b.tax_reserve - b.baseline,
                    (o->'policy'->>'fork_threshold')::bigint, p_at)
                on conflict (account_id) where state = 1 do nothing;
        end if;
    end loop;
    if p_rare ? 'growthSettings' then
        update family set fork_mode = (p_rare->'growthSettings'->>'forks')::smallint,
               merge_mode = (p_rare->'growthSettings'->>'merges')::smallint,
               reinvestment_mode = (p_rare->'growthSettings'->>'reinvestments')::smallint
         where id = (p_rare->>'family')::bigint;
    end if;
    for o in select jsonb_array_elements(p_rare->'statusChanges') loop
        update account set status = (o->>'to')::smallint, version = version + 1,
               close_reason = (o->>'closeReason')::smallint, merged_into = (o->>'mergedInto')::bigint,
               closed_on = case when o->>'to' = '4' then p_date end
         where id = (o->>'account')::bigint;
    end loop;
end $$;

create function post_entry(
    p_id uuid, p_kind smallint, p_payload text, p_requested bigint, p_actor text, p_role text,
    p_origin text, p_reason text, p_date integer, p_note text, p_lock bigint[], p_acc bigint[],
    p_type smallint[], p_sleeve smallint[], p_amount bigint[], p_baseline bigint[], p_gain bigint[],
    p_growth growth_part, p_rare jsonb)
returns post_result language plpgsql security definer
    set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set ledger.writer = 'on' as $$
declare
    a          record;
    c          record;
    v_sha      bytea := sha256(convert_to(p_payload, 'UTF8'));
    v_arrived  bigint := date_part('epoch', statement_timestamp()) * 1000000;
    n          integer := coalesce(cardinality(p_acc), 0);
    i          integer;
    v_locked   integer := 0;
    v_hits     integer;
    v_code     smallint;
    v_worst    smallint; -- of one account: the lowest code
    v_before   bigint;
    v_after    bigint;
    v_cash     bigint;
    v_con      bigint;
    v_leaps    bigint;
    v_tax      bigint;
    v_base     bigint;
    v_gain     bigint;
    v_sum      bigint := 0;
    v_free     bigint;
    v_limit    bigint;
    v_whole    boolean;
    v_old      boolean; -- the plan was made from another version of the account
    v_transfer bigint; -- the family of the first transferred account
    v_apart    boolean := false;
    v_entry    bigint;
    v_client   bigint;
    v_family   bigint;
    v_opened   bigint[];
    v_changed  bigint[] := '{}';
    v_families bigint[] := '{}';
    v_types    smallint[] := '{}';
    v_report   bigint[] := '{}'; -- id, balance, cash, version of each posted account
    v_forks    bigint[];         -- account, surplus, threshold
    v_acc      bigint[] := p_acc;
    v_seq      bigint[] := '{}'; -- by posting
    v_balance  bigint[] := '{}';
    n_id bigint[] := '{}'; n_cash bigint[] := '{}'; n_con bigint[] := '{}'; n_leaps bigint[] := '{}';
    n_tax bigint[] := '{}'; n_base bigint[] := '{}'; n_hits bigint[] := '{}'; -- by posted account
    v_gains bigint[] := p_gain; n_gain bigint[]; -- null when no gain moves
    v_grows    boolean := not (p_growth is null);
    v_stale    boolean := false; -- what the plan was made from has changed
    f_code     smallint; -- the refusal of the first account that has one
    f_account  bigint;
    f_limit    bigint;
    f_detail   text;
    f_field    text;
    v_field    text;
begin
    -- A period is closed under the exclusive side of this lock, so no late item slips past it.
    -- The trying form is an expression, which costs a tenth of a statement.
    if not pg_try_advisory_xact_lock_shared(1095521618) then
        perform pg_advisory_xact_lock_shared(1095521618);
    end if;
    if v_grows then v_stale := has_grown(p_growth); end if;
    if p_rare ? 'newAccounts' or p_rare ? 'statusChanges' then perform lock_families(p_rare); end if;
    foreach v_gain in array p_amount loop v_sum := v_sum + v_gain; end loop;
    if v_sum <> 0 or n = 1 then -- I1
        raise exception 'I1: postings must be two or more and sum to zero' using errcode = 'LG001';
    end if;

    for a in select t.id, t.cash, t.contracts, t.leaps, t.tax_reserve, t.baseline, t.seq, t.version,
                    t.family_id, t.fork_threshold, t.policy_version, t.type, t.status, t.buffer_bp,
                    t.withdrawals_allowed, t.forking_enabled, t.reinvestable
               from account t where t.id = any (p_lock) and t.id >= 1000
              order by t.id for no key update
    loop
        v_locked := v_locked + 1;
        v_cash := a.cash; v_con := a.contracts; v_leaps := a.leaps; v_tax := a.tax_reserve;
        v_base := a.baseline;
        v_before := v_cash + v_con + v_leaps + v_tax;
        v_after := v_before;
        v_worst := null; v_hits := 0; v_whole := false; v_old := false;
        for i in 1 .. n loop
            continue when p_acc[i] <> a.id;
            v_hits := v_hits + 1;
            if a.status <> 1 and (p_amount[i] < 0 or a.status <> 2 or p_type[i] in (11, 13)) then
                v_code := case a.status when 4 then 18 when 3 then 19 else 20 end;
                v_worst := least(v_worst, v_code);
            elsif p_amount[i] < 0 then
                if p_type[i] = 3 and (a.type = 3 or a.withdrawals_allowed = 0) then
                    v_worst := least(v_worst, 21::smallint);
                elsif a.type = 3 and p_type[i] in (4, 5, 10, 11, 12, 13) then
                    v_worst := least(v_worst, 15::smallint);
                elsif p_type[i] in (3, 4, 8) and p_sleeve[i] = 0 then
                    v_free := greatest(0, a.cash - cash_buffer(a.buffer_bp, v_before, a.baseline));
                    if -p_amount[i] > v_free then
                        v_worst := least(v_worst, 22::smallint); v_limit := v_free;
                    end if;
                end if;
                v_whole := v_whole or p_type[i] in (12, 18);
            end if;
            if p_type[i] in (4, 5) then
                v_apart := v_apart or v_transfer <> a.family_id;
                v_transfer := a.family_id;
            end if;
            if p_sleeve[i] = 0 then v_cash := v_cash + p_amount[i];
            elsif p_sleeve[i] = 1 then v_con := v_con + p_amount[i];
            elsif p_sleeve[i] = 2 then v_leaps := v_leaps + p_amount[i];
            else v_tax := v_tax + p_amount[i];
            end if;
            v_base := v_base + p_baseline[i];
            v_after := v_after + p_amount[i];
            v_seq[i] := a.seq + v_hits;
            v_balance[i] := v_after;
        end loop;
        if v_hits > 0 then
            if v_cash < 0 then
                if v_worst is null then v_limit := a.cash; end if;
                v_worst := least(v_worst, 23::smallint);
            end if;
            if v_con < 0 or v_leaps < 0 or v_tax < 0 then v_worst := least(v_worst, 24::smallint); end if;
            if v_whole and v_after <> 0 then
                if v_worst is null then v_limit := v_before; end if;
                v_worst := least(v_worst, 25::smallint);
            end if;
            if p_gain is not null then
                v_gain := a.reinvestable; -- stops at zero and at the largest amount; what really moved is stored
                for i in 1 .. n loop
                    continue when p_acc[i] <> a.id;
                    v_gains[i] := least(greatest(-v_gain, p_gain[i]), 1000000000000000 - v_gain);
                    v_gain := v_gain + v_gains[i];
                end loop;
                n_gain[cardinality(n_id) + 1] := v_gain;
            end if;
            if abs(v_after) > 1000000000000000 or abs(v_base) > 1000000000000000 then
                v_worst := least(v_worst, 26::smallint);
            end if;
            i := cardinality(n_id) + 1;
            n_id[i] := a.id; n_cash[i] := v_cash; n_con[i] := v_con; n_leaps[i] := v_leaps;
            n_tax[i] := v_tax; n_base[i] := v_base; n_hits[i] := v_hits;
            i := i * 4;
            v_report[i - 3] := a.id; v_report[i - 2] := v_after; v_report[i - 1] := v_cash;
            v_report[i] := a.version + v_hits;
            if a.forking_enabled = 1 and a.type = 1 and v_before - a.baseline < a.fork_threshold
               and v_after - v_base >= a.fork_threshold then
                v_forks := v_forks || array[a.id, v_after - v_base, a.fork_threshold];
            end if;
        end if;
        if v_grows then
            for i in 1 .. coalesce(cardinality(p_growth.versions), 0) by 2 loop
                if p_growth.versions[i] = a.id and p_growth.versions[i + 1] <> a.version then
                    v_old := true;
                end if;
            end loop;
            if v_hits > 0 and a.id = any (p_growth.closed) then -- closing raises the version too
                v_report[cardinality(v_report)] := v_report[cardinality(v_report)] + 1;
            end if;
            if a.id = any (p_growth.closed) and v_after <> 0 then
                if v_worst is null then v_limit := v_after; end if;
                v_worst := least(v_worst, 25::smallint);
            end if;
        end if;
        if p_rare is not null then
            v_code := check_rare_account(p_rare, a.id, a.status, a.policy_version, v_after);
            if v_code = 25 and v_worst is null then v_limit := v_after; end if;
            v_worst := least(v_worst, v_code);
        end if;
        if v_old then v_worst := 35; end if; -- its amounts mean nothing now
        if v_worst is not null and f_code is null then
            f_code := v_worst; f_account := a.id;
            f_field := case when v_worst in (22, 23) or v_worst = 25 and v_whole then 'amount'
                            when v_worst in (25, 27) then 'status' else 'account' end;
            if v_worst in (22, 23, 25) then f_limit := v_limit; end if;
        end if;
        continue when p_kind = 15 and v_hits = 0; -- an undone merge only looks at source and parent
        v_changed := v_changed || a.id;
        if not a.family_id = any (v_families) then v_families := v_families || a.family_id; end if;
        if not a.type = any (v_types) then v_types := v_types || a.type::smallint; end if;
    end loop;

    -- After the row locks: a copy of this command that ran at the same time has committed by now.
    select s.environment, s.closed_through, x.sha256 into c
      from ledger_state s left join command x on x.id = p_id;
    if c.sha256 is not null then
        if c.sha256 = v_sha then return stored_result(p_id); end if;
        -- Not stored: the id belongs to another command.
        return row(2, false, null, p_requested, 2, null, null, null, null, null, null, null, null, null,
                   null, null)::post_result;
    end if;

    if c.environment = 'live' and abs(v_arrived - p_requested) > 300000000 then -- five minutes
        f_code := 6; f_account := null; f_limit := null; f_field := 'date';
    elsif p_date <= c.closed_through and n > 0
          and not coalesce((p_rare->>'managerOverride')::boolean, false) then
        f_code := 7; f_account := null; f_limit := null; f_field := 'date';
        f_detail := to_char(date '1970-01-01' + c.closed_through, 'YYYY-MM-DD');
    elsif v_locked < cardinality(p_lock) then
        f_code := 8; f_limit := null; f_field := 'account';
        select l into f_account from unnest(p_lock) l
         where not exists (select from account x where x.id = l and x.id >= 1000) order by l limit 1;
    else
        v_code := null;
        if p_rare is not null then
            select o_code, o_field, o_detail into v_code, v_field, f_detail from check_rare(p_rare);
        end if;
        if v_code is null and v_apart then v_code := 17; v_field := 'target'; end if;
        if v_code is null and v_stale then v_code := 35; v_field := 'family'; end if;
        if v_code is not null then
            f_code := v_code; f_account := null; f_limit := null; f_field := v_field;
        elsif f_code is null and p_rare is not null then
            select o_code, o_field, o_detail, o_account into f_code, f_field, f_detail, f_account
              from check_last(p_rare);
        end if;
    end if;

    if f_code is not null then
        -- A row of a file and a stale plan do not use up their id: corrected, planned again, they
        -- may be sent again.
        if p_kind <> 9 and f_code <> 35 then
            insert into command (id, requested_at, recorded_at, arrived_at, duration_us, business_date,
                    kind, outcome, refusal_code, refusal_account, refusal_limit, sha256, payload, actor,
                    role, origin, reason, note, refusal_detail, refusal_field)
            values (p_id, p_requested, p_requested, v_arrived,
                    date_part('epoch', clock_timestamp()) * 1000000 - v_arrived, p_date, p_kind, 2,
                    f_code, f_account, f_limit, v_sha, p_payload, p_actor, p_role, p_origin, p_reason,
                    p_note, f_detail, f_field);
        end if;
        return row(2, false, null, p_requested, f_code, f_account, f_limit, f_detail, f_field, null, null,
                   null, null, null, null, null)::post_result;
    end if;

    if cardinality(n_id) > 0 then
        if v_grows then
            update account t set cash = u.cash, contracts = u.con, leaps = u.leaps, tax_reserve = u.tax,
                   baseline = u.base, reinvestable = coalesce(u.gain, t.reinvestable),
                   seq = t.seq + u.hits, version = t.version + u.hits + u.closes,
                   last_activity_on = greatest(t.last_activity_on, p_date),
                   status = case u.closes when 1 then 4 else t.status end,
                   close_reason = case u.closes when 1 then 2 else t.close_reason end,
                   closed_on = case u.closes when 1 then p_date else t.closed_on end,
                   merged_into = case u.closes when 1 then p_growth.closed_into else t.merged_into end,
                   last_forked_at = case when p_kind = 11 and t.id = p_growth.event_account
                                         then p_requested else t.last_forked_at end
              from (select x.*, case when x.id = any (p_growth.closed) then 1 else 0 end as closes
                      from unnest(n_id, n_cash, n_con, n_leaps, n_tax, n_base, n_hits, n_gain)
                           x (id, cash, con, leaps, tax, base, hits, gain)) u
             where t.id = u.id;
        else
            update account t set cash = u.cash, contracts = u.con, leaps = u.leaps, tax_reserve = u.tax,
                   baseline = u.base, reinvestable = coalesce(u.gain, t.reinvestable),
                   seq = t.seq + u.hits, version = t.version + u.hits,
                   last_activity_on = greatest(t.last_activity_on, p_date)
              from unnest(n_id, n_cash, n_con, n_leaps, n_tax, n_base, n_hits, n_gain)
                   u (id, cash, con, leaps, tax, base, hits, gain)
             where t.id = u.id;
        end if;
    end if;
    if n > 0 then v_entry := nextval('entry_id_seq'); end if;
    if p_growth.child_of is not null then
        for i in 1 .. n loop
            continue when p_acc[i] >= 0;
            v_opened := array[open_child(p_growth, p_amount[i], p_baseline[i], p_id, p_actor, p_date, p_requested)];
            v_acc[i] := v_opened[1]; v_seq[i] := 1; v_balance[i] := p_amount[i];
            v_report := v_report || array[v_opened[1], p_amount[i], p_amount[i], 2];
            v_changed := v_changed || v_opened;
        end loop;
    end if;

    if p_rare is not null and p_growth.child_of is null then
        select o_client, o_family, o_accounts into v_client, v_family, v_opened
          from open_rows(p_rare, p_id, p_actor, p_date, p_requested);
        for i in 1 .. n loop
            continue when p_acc[i] >= 0;
            -- An account that was just opened: its postings follow one another from zero.
            update account t set cash = cash + case p_sleeve[i] when 0 then p_amount[i] else 0 end,
                   contracts = contracts + case p_sleeve[i] when 1 then p_amount[i] else 0 end,
                   leaps = leaps + case p_sleeve[i] when 2 then p_amount[i] else 0 end,
                   tax_reserve = tax_reserve + case p_sleeve[i] when 3 then p_amount[i] else 0 end,
                   baseline = baseline + p_baseline[i], seq = seq + 1, version = version + 1,
                   reinvestable = reinvestable + coalesce(p_gain[i], 0),
                   last_activity_on = p_date
             where id = v_opened[-p_acc[i]]
            returning t.id, t.seq, t.cash + t.contracts + t.leaps + t.tax_reserve as balance, t.cash,
                      t.version into a;
            v_acc[i] := a.id; v_seq[i] := a.seq; v_balance[i] := a.balance;
            v_report := v_report || array[a.id, a.balance, a.cash::bigint, a.version];
        end loop;
        if p_kind = 15 then -- brought back by an undone merge: it may be due already
            insert into pending_fork (account_id, entry_id, surplus, threshold, recorded_at)
            select id, v_entry, cash - baseline, fork_threshold, p_requested
              from account where id = any (v_opened) and type = 1 and forking_enabled = 1
               and cash - baseline >= fork_threshold;
        end if;
        v_changed := v_changed || v_opened;
        if v_family is not null and not v_family = any (v_families) then
            v_families := v_families || v_family;
        end if;
        select array_agg(distinct x) into v_types from (
            select unnest(v_types) as x
            union select (o->>'type')::smallint from jsonb_array_elements(p_rare->'newAccounts') o) t;
        if not p_rare ? 'familyName' then v_family := null; v_client := null; end if;
    end if;

    if n > 0 then
        if p_rare is null or not p_rare ? 'trades' then
            insert into posting (entry_id, account_id, seq, amount, baseline_delta, gain_delta,
                                 balance_after, recorded_at, business_date, line, type, sleeve)
            select v_entry, v_acc[g], v_seq[g], p_amount[g], p_baseline[g], coalesce(v_gains[g], 0),
                   v_balance[g], p_requested, p_date, g, p_type[g], p_sleeve[g]
              from generate_series(1, n) g;
        else
            insert into posting (entry_id, account_id, seq, amount, baseline_delta, gain_delta,
                                 balance_after, recorded_at, business_date, line, type, sleeve, underlying,
                                 option_symbol, contracts, trade_date)
            select v_entry, v_acc[g], v_seq[g], p_amount[g], p_baseline[g], coalesce(v_gains[g], 0),
                   v_balance[g], p_requested, p_date, g, p_type[g], p_sleeve[g], t->>'underlying',
                   t->>'optionSymbol', (t->>'contracts')::integer, (t->>'tradeDate')::integer
              from generate_series(1, n) g, lateral (select p_rare->'trades'->(g - 1) as t) x;
        end if;
    end if;
    if v_forks is not null then
        insert into pending_fork (account_id, entry_id, surplus, threshold, recorded_at)
        select v_forks[g], v_entry, v_forks[g + 1], v_forks[g + 2], p_requested
          from generate_series(1, cardinality(v_forks), 3) g
            on conflict (account_id) where state = 1 do nothing;
    end if;
    if p_rare is not null then
        perform change_rows(p_rare, v_entry, p_id, p_actor, p_date, p_requested);
        for i in 1 .. coalesce(cardinality(v_report), 0) / 4 loop -- a change raises the version too
            v_report[i * 4] := (select a1.version from account a1 where a1.id = v_report[i * 4 - 3]);
        end loop;
    end if;
    if v_grows then
        perform grow(p_growth, p_kind, v_opened, v_entry, p_id, p_actor, p_date, p_requested);
    end if;

    insert into command (id, entry_id, requested_at, recorded_at, arrived_at, duration_us, business_date,
            original_date, kind, outcome, reverses, import_id, import_row, client_id, family_id, sha256,
            payload, actor, role, origin, reason, note, opened_accounts, changed_accounts, accounts_after)
    values (p_id, v_entry, p_requested, p_requested, v_arrived,
            date_part('epoch', clock_timestamp()) * 1000000 - v_arrived, p_date,
            (p_rare->>'originalDate')::integer, p_kind, 1, (p_rare->>'reverses')::bigint,
            (p_rare->>'importId')::bigint, (p_rare->>'importRow')::bigint, v_client, v_family,
            v_sha, p_payload, p_actor, p_role, p_origin, p_reason, p_note, v_opened,
            v_changed, v_report);
    return row(1, false, v_entry, p_requested, null, null, null, null, null, v_client, v_family, v_opened,
               v_changed, v_families, v_types, v_report)::post_result;
end $$;

-- Closes the books through a day; waits for the writes that are under way.
create function close_period(p_through integer, p_actor text, p_reason text, p_at bigint)
returns void language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
    perform pg_advisory_xact_lock(1095521618);
    lock table ledger_state in access exclusive mode; -- the side of post_transfer
    insert into period_lock (closed_through, actor, reason, recorded_at)
    values (p_through, p_actor, p_reason, p_at);
    update ledger_state set closed_through = p_through;
end $$;

revoke all on all tables in schema ledger from public;
revoke all on all functions in schema ledger from public;
