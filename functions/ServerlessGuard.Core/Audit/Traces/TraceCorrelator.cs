using System.Text;

namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>The interactions and traces that belong to a trace: grows with each entry, until a round adds nothing.</summary>
internal sealed class TraceCorrelator
{
    private readonly Dictionary<string, CorrelatedInteraction> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _traces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<byte[]> _names = [];
    private readonly int _most;
    private int _known;

    public TraceCorrelator(string subject, bool isTrace, int most)
    {
        (Subject, _most) = (subject, most);
        if (isTrace)
        {
            _traces.Add(subject);
        }
        else
        {
            _found[subject] = new CorrelatedInteraction(subject, TraceCorrelation.Requested, subject);
        }

        _names.Add(Encoding.UTF8.GetBytes(subject));
    }

    public string Subject { get; }

    public bool IsFull { get; private set; }

    public IReadOnlyList<CorrelatedInteraction> Found => [.. _found.Values.Where(one => _seen.Contains(one.Id))];

    /// <summary>Whether the bytes hold any name of the trace.</summary>
    public bool MayConcern(ReadOnlySpan<byte> entry)
    {
        foreach (var name in _names)
        {
            if (entry.IndexOf(name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the entry belongs to the trace; what it is joined to does then, too.</summary>
    public bool Take(AuditEntry entry)
    {
        if (entry.Interaction is not { } id)
        {
            // An event that came with the trace is a step of it, though of no interaction.
            return entry.Facts.GetValueOrDefault("trace") is { } own && _traces.Contains(own);
        }

        var trace = entry.Facts.GetValueOrDefault("trace");
        var parent = entry.Facts.GetValueOrDefault("parent");
        if (!_found.ContainsKey(id))
        {
            if (parent is not null && _found.ContainsKey(parent))
            {
                Add(id, TraceCorrelation.Permission, parent);
            }
            else if (trace is not null && _traces.Contains(trace))
            {
                Add(id, TraceCorrelation.Trace, trace);
            }
        }

        if (!_found.ContainsKey(id))
        {
            return false;
        }

        _seen.Add(id);
        if (trace is not null && _traces.Add(trace))
        {
            _names.Add(Encoding.UTF8.GetBytes(trace));
        }

        if (parent is not null && !_found.ContainsKey(parent))
        {
            Add(parent, TraceCorrelation.Permission, id);
        }

        return true;
    }

    /// <summary>Whether names came in since this was asked last: then entries before them may have been missed.</summary>
    public bool HasGrown()
    {
        var grown = _names.Count > Math.Max(_known, 1);
        _known = _names.Count;
        return grown;
    }

    private void Add(string id, TraceCorrelation join, string with)
    {
        if (_found.Count >= _most)
        {
            IsFull = true;
            return;
        }

        _found[id] = new CorrelatedInteraction(id, join, with);
        _names.Add(Encoding.UTF8.GetBytes(id));
    }
}

/// <summary>One interaction of a trace, and why it belongs there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Correlation">How it came in.</param>
/// <param name="CorrelatedBy">The id or trace it was joined by; the subject itself where it was requested.</param>
public sealed record CorrelatedInteraction(string Id, TraceCorrelation Correlation, string CorrelatedBy);
