namespace Harness.Emulator.State;

/// <summary>
/// Sets of file descriptors, which all connections share; section <c>descriptor-sets</c>:
/// <c>[ { "id": 1, "fds": [ { "fd": 30, "opaque": TEXT } ] } ]</c>.
/// </summary>
internal sealed class DescriptorSets
{
    /// <summary>By ID, the greatest first, as QEMU lists them; each set in the order of adding. None is empty.</summary>
    private readonly SortedDictionary<long, List<SetMember>> _sets = new(Comparer<long>.Create((a, b) => b.CompareTo(a)));

    public DescriptorSets(IReadOnlyList<MachineSection> sets, DescriptorNumbers numbers)
    {
        foreach (MachineSection set in sets)
        {
            long id = set.Int("id", 0, 0);
            List<SetMember> members = [.. set.Objects("fds").Select(fd => new SetMember(numbers.Open(fd.Int("fd", 0, 0)), fd.OptionalString("opaque"), IsGiven: false))];
            if (members.Count == 0 || !_sets.TryAdd(id, members))
            {
                throw members.Count == 0 ? set.Wrong("fds", "descriptors, one at least") : set.Wrong("id", "an ID that no other set has");
            }
        }
    }

    public IEnumerable<KeyValuePair<long, IReadOnlyList<SetMember>>> All => _sets.Select(s => KeyValuePair.Create(s.Key, (IReadOnlyList<SetMember>)s.Value));

    /// <summary>Adds to a set, or makes it.</summary>
    /// <param name="id">Null for a new set with the least ID that is free.</param>
    /// <returns>The set's ID.</returns>
    public long Add(long? id, HostDescriptor descriptor, string? opaque)
    {
        long set = id ?? FirstFree();
        if (!_sets.TryGetValue(set, out List<SetMember>? members))
        {
            _sets.Add(set, members = []);
        }

        members.Add(new SetMember(descriptor, opaque, IsGiven: true));
        return set;
    }

    /// <summary>Closes one descriptor of a set, or all of them. False, and nothing is closed, where it is not there.</summary>
    /// <param name="number">Null for all.</param>
    public bool Remove(long id, long? number)
    {
        if (!_sets.TryGetValue(id, out List<SetMember>? members))
        {
            return false;
        }

        SetMember[] leaving = [.. members.Where(m => number is null || m.Descriptor.Number == number)];
        foreach (SetMember member in leaving)
        {
            members.Remove(member);
            member.Descriptor.Close?.Invoke();
        }

        if (members.Count == 0)
        {
            _sets.Remove(id);
        }

        return leaving.Length > 0;
    }

    /// <summary>Closes what clients gave; what the machine file has stays.</summary>
    public void CloseGiven()
    {
        foreach ((long id, List<SetMember> members) in _sets.ToArray())
        {
            foreach (SetMember given in members.Where(m => m.IsGiven))
            {
                given.Descriptor.Close?.Invoke();
            }

            members.RemoveAll(m => m.IsGiven);
            if (members.Count == 0)
            {
                _sets.Remove(id);
            }
        }
    }

    private long FirstFree()
    {
        long id = 0;
        while (_sets.ContainsKey(id))
        {
            id++;
        }

        return id;
    }
}

/// <param name="Opaque">What the client said about it; null for nothing.</param>
/// <param name="IsGiven">Whether a client gave it; it is of the machine file otherwise.</param>
internal sealed record SetMember(HostDescriptor Descriptor, string? Opaque, bool IsGiven);
