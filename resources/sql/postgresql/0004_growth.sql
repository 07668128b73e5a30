-- The growth part of post_entry, and what the plans of forks, merges and reinvestments are made from.

-- Locks what a growth plan rests on besides accounts, before them: the family first, so that no circle
-- of waiting can form; ordinary entries never lock a family. True: the plan comes too late.
create function has_grown(p_growth growth_part) returns boolean language plpgsql as $$
declare
    v_seq bigint;
begin
    if p_growth.family is not null then
        select f.growth_seq into v_seq from family f where f.id = p_growth.family for no key update;
        if v_seq is distinct from p_growth.seq then return true; end if;
    end if;
    if p_growth.rolls_back is not null
       and not exists (select from growth_event where id = p_growth.rolls_back and state = 1) then
        return true;
    end if;
    if p_growth.reinvestment is not null then
        perform from reinvestment where id = p_growth.reinvestment and state not in (4, 6) for update;
        return not found;
    end if;
    return false;
end $$;

-- Opens the child of a fork with its share already on it: its row, and the parent's policy as its first.
create function open_child(p_growth growth_part, p_share bigint, p_baseline bigint, p_command uuid,
                           p_actor text, p_date integer, p_at bigint) returns bigint language plpgsql as $$
declare
    v_id bigint := nextval('account_id_seq');
    v_reference text := free_reference(v_id);
begin
    with child as (
        insert into account (id, family_id, type, cash, baseline, seq, version, reference, name, opened_on,
                             last_activity_on, parent_id, depth, branch_id, path, buffer_bp,
                             withdrawals_allowed, forking_enabled, fork_threshold, search)
        select v_id, p.family_id, 1, p_share, p_baseline, 1, 2, v_reference, p_growth.child_name, p_date,
               p_date, p.id, p.depth + 1, coalesce(p.branch_id, v_id),
               case when p.depth < (select depth_max from growth_limits) then p.path || v_id || '/' end,
               p.buffer_bp, p.withdrawals_allowed, p.forking_enabled, p.fork_threshold,
               lower(p_growth.child_name || ' ' || c.name || ' ' || v_reference)
          from account p join family f on f.id = p.family_id join client c on c.id = f.client_id
         where p.id = p_growth.child_of)
    insert into policy
    select v_id, 1, q.initial_allocation_bp, q.cash_buffer_bp, q.target_return_bp, q.delta_min, q.delta_max,
           q.entry_days, q.position_sizing_bp, q.reinvestment, q.contracts_bp, q.leaps_bp, q.tax_reserve_bp,
           q.max_drawdown_bp, q.atr_threshold, q.withdrawals_allowed, q.forking_enabled, q.fork_threshold,
           q.fork_min_remaining, q.fork_retain_bp, q.fork_child_bp, q.fork_com_bp, q.merge_threshold,
           p_command, p_actor, p_at
      from account p join policy q on q.account_id = p.id and q.version = p.policy_version
     where p.id = p_growth.child_of;
    return v_id;
end $$;

-- Writes what growth leaves beside the postings: links, the event, the outcome of what was pending.
create function grow(g growth_part, p_kind smallint, p_opened bigint[], p_entry bigint, p_command uuid,
                     p_actor text, p_date integer, p_at bigint) returns void language plpgsql as $$
declare
    v_event growth_event;
begin
    with drawn as (
        insert into lineage (kind, source_id, target_id, amount, entry_id, recorded_at)
        select g.links[i], case when g.links[i + 1] < 0 then p_opened[-g.links[i + 1]] else g.links[i + 1] end,
               case when g.links[i + 2] < 0 then p_opened[-g.links[i + 2]] else g.links[i + 2] end,
               g.links[i + 3], p_entry, p_at
          from generate_series(1, cardinality(g.links), 4) i
    ), raised as (
        update family set growth_seq = growth_seq + 1, child_number = child_number + g.children
         where id = g.family and g.raises
    ), ended as (
        update pending_fork p set state = e.state, ended_at = p_at, reason = e.reason,
               ended_by = case e.state when 2 then p_command end
          from unnest(g.ended, g.ended_to, g.ended_reason) e (account_id, state, reason)
         where p.account_id = e.account_id and p.state = 1
    )
    insert into growth_event (id, kind, family_id, account_id, other_id, amount, business_date, recorded_at)
    select p_entry, p_kind, a.family_id, a.id,
           case when g.event_other < 0 then p_opened[-g.event_other] else g.event_other end,
           g.event_amount, p_date, p_at
      from account a where a.id = g.event_account;
    if g.rolls_back is not null then
        update growth_event set state = 2, rolled_back_by = p_entry where id = g.rolls_back
        returning * into v_event;
        if v_event.kind = 11 then -- an undone fork does not count for cooling
            update account set last_forked_at = (
                   select max(e.recorded_at) from growth_event e
                    where e.family_id = v_event.family_id and e.account_id = v_event.account_id
                      and e.kind = 11 and e.state = 1)
             where id = v_event.account_id;
        end if;
    end if;
    for i in 1 .. coalesce(cardinality(g.held), 0) loop
        update account set fork_held = g.held_to[i] where id = g.held[i];
    end loop;
    if g.reinvestment is not null then
        update reinvestment set state = 4, amount = g.event_amount, entry_id = p_entry, moved_at = p_at,
               actor = p_actor where id = g.reinvestment;
    end if;
end $$;
