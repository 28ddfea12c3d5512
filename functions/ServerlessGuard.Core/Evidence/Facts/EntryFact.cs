using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// An entry of the log as a fact: its own facts, and over them its members <c>actor</c>, <c>application</c>,
/// <c>interaction</c>, <c>policy</c>, <c>tier</c> and <c>verdict</c>.
/// </summary>
public static class EntryFact
{
    /// <summary>The fact, or null when the bytes are no entry.</summary>
    public static Fact? Read(long index, ReadOnlyMemory<byte> bytes) =>
        AuditEntryEncoding.Decode(bytes) is { } entry ? Of(index, entry.Entry) : null;

    public static Fact Of(long index, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var values = new Dictionary<string, string>(entry.Facts, StringComparer.Ordinal);
        foreach (var (name, value) in new[]
        {
            ("actor", entry.Actor), ("application", entry.Application), ("interaction", entry.Interaction),
            ("policy", entry.PolicyRevision), ("tier", entry.Tier), ("verdict", entry.Verdict),
        })
        {
            // An entry's own fact must not pass for a member that the entry lacks.
            values.Remove(name);
            if (value is not null)
            {
                values[name] = value;
            }
        }

        return new Fact { Kind = entry.Kind, Time = entry.Time, Entry = index, Values = values };
    }
}
