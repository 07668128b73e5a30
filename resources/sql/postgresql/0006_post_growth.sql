-- The short ways of a fork and of a merge, beside post_transfer and under its rules: the same guards
-- watch them, they write the very rows that post_entry writes, and they know no refusal.
--   null, or no row: nothing was written, ask post_entry.
--   LG090, or a command id that is already there: the call undid itself, ask post_entry.
-- Locks as everywhere: the family, then its accounts in ascending id order.

-- Three legs: `p_leaving` leaves the parent, `p_to_child` opens the child, `p_to_com` goes to the
-- Com-Acc; `p_gain` is what that takes from the parent's reinvestable gain, which stops at zero. The child
-- takes the parent's policy from its current row; the parent's version says that it is the policy of
-- the plan. Answers entry, child, then balance, cash and version of the parent and of the Com-Acc.
-- Plain statements: one that did it all with data-modifying CTEs took half as long again.
create function post_fork(
    p_id uuid, p_payload text, p_requested bigint, p_actor text, p_role text, p_origin text,
    p_reason text, p_date integer, p_note text, p_family bigint, p_seq bigint, p_parent bigint,
    p_version bigint, p_com bigint, p_leaving bigint, p_retained bigint, p_gain bigint,
    p_to_child bigint, p_to_com bigint, p_name text)
returns bigint[] language plpgsql security definer set ledger.writer = 'on' as $$
declare
    v_entry bigint; v_child bigint; v_client ledger.name_value; v_depth_max integer;
    v_parent_seq bigint; v_parent_version bigint; v_parent_cash bigint; v_parent_balance bigint;
    v_depth integer; v_branch bigint; v_path text collate "C"; v_policy integer; v_buffer ledger.buffer_value;
    v_withdrawals ledger.flag_value; v_forking ledger.flag_value; v_threshold bigint;
    v_com_seq bigint; v_com_version bigint; v_com_cash bigint; v_com_balance bigint;
begin
    update ledger.family f
       set growth_seq = f.growth_seq + 1, child_number = f.child_number + 1
     where f.id = p_family and f.growth_seq = p_seq and p_leaving = p_to_child + p_to_com -- I1
       and exists (select from ledger.ledger_state s
                    where coalesce(s.closed_through < p_date, true)
                      and (s.environment <> 'live'
                           or abs(date_part('epoch', statement_timestamp()) * 1000000 - p_requested)
                              <= 300000000))
    returning (select c.name from ledger.client c where c.id = f.client_id),
              (select l.depth_max from ledger.growth_limits l)
      into v_client, v_depth_max;
    if v_client is null then return null; end if;

    if p_com < p_parent then
        perform from ledger.account a where a.id = p_com for no key update;
    end if;
    update ledger.account a
       set cash = a.cash - p_leaving, baseline = a.baseline + p_retained, seq = a.seq + 1,
           version = a.version + 1, reinvestable = a.reinvestable + p_gain,
           last_activity_on = greatest(a.last_activity_on, p_date), last_forked_at = p_requested
     where a.id = p_parent and a.version = p_version
       and a.family_id = p_family and a.type = 1 and a.status = 1 and a.cash >= p_leaving
       and a.reinvestable + p_gain >= 0
    returning a.seq::bigint, a.version, a.cash::bigint, a.cash + a.contracts + a.leaps + a.tax_reserve,
              a.depth + 1, a.branch_id, case when a.depth < v_depth_max then a.path end, a.policy_version,
              a.buffer_bp, a.withdrawals_allowed, a.forking_enabled, a.fork_threshold
      into v_parent_seq, v_parent_version, v_parent_cash, v_parent_balance, v_depth, v_branch, v_path,
           v_policy, v_buffer, v_withdrawals, v_forking, v_threshold;

    update ledger.account a
       set cash = a.cash + p_to_com, seq = a.seq + 1, version = a.version + 1,
           last_activity_on = greatest(a.last_activity_on, p_date)
     where a.id = p_com and a.family_id = p_family and a.type = 3 and a.status = 1
       and a.cash + a.contracts + a.leaps + a.tax_reserve + p_to_com <= 1000000000000000
       and v_parent_seq is not null
    returning nextval('ledger.entry_id_seq'), nextval('ledger.account_id_seq'), a.seq::bigint, a.version,
              a.cash::bigint, a.cash + a.contracts + a.leaps + a.tax_reserve
      into v_entry, v_child, v_com_seq, v_com_version, v_com_cash, v_com_balance;
    if v_com_seq is null then
        raise exception 'This fork is for post_entry to decide.' using errcode = 'LG090';
    end if;

    insert into ledger.account (id, family_id, type, cash, baseline, seq, version, reference, name,
            opened_on, last_activity_on, parent_id, depth, branch_id, path, buffer_bp,
            withdrawals_allowed, forking_enabled, fork_threshold, search)
    values (v_child, p_family, 1, p_to_child, p_to_child, 1, 2, 'A' || v_child, p_name, p_date, p_date,
            p_parent, v_depth, coalesce(v_branch, v_child), v_path || v_child || '/', v_buffer, v_withdrawals, v_forking, v_threshold,
            lower(p_name || ' ' || v_client || ' A' || v_child));

    insert into ledger.policy
    select v_child, 1, q.initial_allocation_bp, q.cash_buffer_bp, q.target_return_bp, q.delta_min,
           q.delta_max, q.entry_days, q.position_sizing_bp, q.reinvestment, q.contracts_bp, q.leaps_bp,
           q.tax_reserve_bp, q.max_drawdown_bp, q.atr_threshold, q.withdrawals_allowed,
           q.forking_enabled, q.fork_threshold, q.fork_min_remaining, q.fork_retain_bp,
           q.fork_child_bp, q.fork_com_bp, q.merge_threshold, p_id, p_actor, p_requested
      from ledger.policy q where q.account_id = p_parent and q.version = v_policy;

    insert into ledger.lineage (kind, source_id, target_id, amount, entry_id, recorded_at)
    values (1, p_parent, v_child, p_to_child, v_entry, p_requested),
           (1, p_parent, p_com, p_to_com, v_entry, p_requested);

    insert into ledger.growth_event (id, kind, family_id, account_id, other_id, amount, business_date,
                                     recorded_at)
    values (v_entry, 11, p_family, p_parent, v_child, p_leaving, p_date, p_requested);

    update ledger.pending_fork w set state = 2, ended_at = p_requested, reason = '', ended_by = p_id
     where w.account_id = p_parent and w.state = 1;

    insert into ledger.posting (entry_id, account_id, seq, amount, baseline_delta, gain_delta,
                                balance_after, recorded_at, business_date, line, type, sleeve)
    values (v_entry, p_parent, v_parent_seq, -p_leaving, p_retained, p_gain, v_parent_balance,
            p_requested, p_date, 1, 10, 0),
           (v_entry, v_child, 1, p_to_child, p_to_child, 0, p_to_child, p_requested, p_date, 2, 11, 0),
           (v_entry, p_com, v_com_seq, p_to_com, 0, 0, v_com_balance, p_requested, p_date, 3, 11, 0);

    insert into ledger.command (id, entry_id, requested_at, recorded_at, arrived_at, duration_us,
            business_date, kind, outcome, sha256, payload, actor, role, origin, reason, note,
            opened_accounts, changed_accounts, accounts_after)
    values (p_id, v_entry, p_requested, p_requested, date_part('epoch', statement_timestamp()) * 1000000,
            date_part('epoch', clock_timestamp() - statement_timestamp()) * 1000000, p_date, 11, 1,
            sha256(convert_to(p_payload, 'UTF8')), p_payload, p_actor, p_role, p_origin, p_reason, p_note,
            array[v_child], array[least(p_parent, p_com), greatest(p_parent, p_com), v_child],
            array[p_parent, v_parent_balance, v_parent_cash, v_parent_version,
                  p_com, v_com_balance, v_com_cash, v_com_version, v_child, p_to_child, p_to_child, 2]);
    return array[v_entry, v_child, v_parent_balance, v_parent_cash, v_parent_version,
                 v_com_balance, v_com_cash, v_com_version];
end $$;

-- Sources without allocated sleeves, ascending, with the versions, cash and gain they were planned
-- from, ten at most. `p_accounts`: sources and target, ascending. `p_before` and `p_after`: what the sources
-- below and above the target are after it (id, 0, 0, version).
create function post_merge(
    p_id uuid, p_payload text, p_requested bigint, p_actor text, p_role text, p_origin text,
    p_reason text, p_date integer, p_note text, p_family bigint, p_seq bigint, p_target bigint,
    p_total bigint, p_accounts bigint[], p_sources bigint[], p_versions bigint[], p_cash bigint[],
    p_gains bigint[], p_ended text, p_before bigint[], p_after bigint[],
    out o_entry bigint, out o_target_version bigint, out o_target_cash bigint,
    out o_target_balance bigint, out o_types smallint[])
language plpgsql security definer set ledger.writer = 'on' as $$
declare
    v_count integer;
begin
    update ledger.family f set growth_seq = f.growth_seq + 1
     where f.id = p_family and f.growth_seq = p_seq
       and exists (select from ledger.ledger_state s
                    where coalesce(s.closed_through < p_date, true)
                      and (s.environment <> 'live'
                           or abs(date_part('epoch', statement_timestamp()) * 1000000 - p_requested)
                              <= 300000000))
    returning nextval('ledger.entry_id_seq'), cardinality(p_sources) into o_entry, v_count;
    if o_entry is null then return; end if;
    -- Subscripts, not the array: its length would be planned anew with each call.
    perform from (select p_accounts[i] as id from generate_subscripts(p_accounts, 1) i limit 20) u
            join ledger.account a on a.id = u.id
      order by a.id for no key update of a;

    with closing as (
        update ledger.account a
           set cash = 0, reinvestable = 0, seq = a.seq + 1, version = a.version + 2,
               last_activity_on = greatest(a.last_activity_on, p_date), status = 4, close_reason = 2,
               closed_on = p_date, merged_into = p_target
          from (select i as n, p_sources[i] as id, p_versions[i] as version, p_cash[i] as cash,
                       p_gains[i] as gain
                  from generate_subscripts(p_sources, 1) i limit 20) u
         where a.id = u.id and a.version = u.version and a.family_id = p_family and a.status = 1
           and a.type <> 3 and a.cash = u.cash and a.reinvestable = u.gain
           and a.contracts = 0 and a.leaps = 0 and a.tax_reserve = 0
        returning a.id, a.type, a.seq, u.cash, u.gain, u.n
    ), target as (
        update ledger.account a
           set cash = a.cash + p_total, baseline = a.baseline + p_total, seq = a.seq + v_count,
               version = a.version + v_count, last_activity_on = greatest(a.last_activity_on, p_date)
         where a.id = p_target and a.family_id = p_family and a.type = 3 and a.status = 1
           and a.cash + a.contracts + a.leaps + a.tax_reserve + p_total <= 1000000000000000
           and a.baseline + p_total <= 1000000000000000
        returning a.seq - v_count as seq, a.version, a.cash::bigint as cash,
                  a.cash + a.contracts + a.leaps + a.tax_reserve as balance
    ), drawn as (
        insert into ledger.lineage (kind, source_id, target_id, amount, entry_id, recorded_at)
        select 2, c.id, p_target, c.cash, o_entry, p_requested from closing c
    ), told as (
        insert into ledger.growth_event (id, kind, family_id, account_id, amount, business_date, recorded_at)
        values (o_entry, 12, p_family, p_target, p_total, p_date, p_requested)
    ), ended as (
        update ledger.pending_fork w set state = 3, ended_at = p_requested, reason = p_ended
          from closing c where w.account_id = c.id and w.state = 1
    ), moved as (
        insert into ledger.posting (entry_id, account_id, seq, amount, baseline_delta, gain_delta,
                                    balance_after, recorded_at, business_date, line, type, sleeve)
        select o_entry, c.id, c.seq, -c.cash, 0, -c.gain, 0, p_requested, p_date, 2 * c.n - 1, 12, 0
          from closing c
        union all
        select o_entry, p_target, t.seq + c.n, c.cash, c.cash, 0,
               t.balance - p_total + sum(c.cash) over (order by c.n), p_requested, p_date, 2 * c.n, 13, 0
          from closing c, target t
    ), written as (
        insert into ledger.command (id, entry_id, requested_at, recorded_at, arrived_at, duration_us,
                business_date, kind, outcome, sha256, payload, actor, role, origin, reason, note,
                changed_accounts, accounts_after)
        select p_id, o_entry, p_requested, p_requested, date_part('epoch', statement_timestamp()) * 1000000,
               date_part('epoch', clock_timestamp() - statement_timestamp()) * 1000000, p_date, 12, 1,
               sha256(convert_to(p_payload, 'UTF8')), p_payload, p_actor, p_role, p_origin, p_reason, p_note,
               p_accounts, p_before || array[p_target, t.balance, t.cash, t.version] || p_after
          from target t
    )
    select t.version, t.cash, t.balance, array_agg(c.type::smallint)
      into o_target_version, o_target_cash, o_target_balance, o_types
      from closing c, target t group by t.version, t.cash, t.balance
    having sum(c.cash) = p_total; -- I1
    if o_types is null or cardinality(o_types) <> v_count then
        raise exception 'This merge is for post_entry to decide.' using errcode = 'LG090';
    end if;
end $$;

revoke all on function post_fork, post_merge from public;
