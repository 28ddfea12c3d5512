namespace ServerlessGuard.Core.Callers;

/// <summary>
/// Keys that exist, for a short time. Bounded: when full, the oldest goes. Names that do not exist are not kept, so a
/// new key works at once and guesses fill nothing.
/// </summary>
internal sealed class CallerKeyCache(int capacity, TimeSpan lifetime, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(CallerKeyDocument Key, DateTimeOffset Until)>> _byName = new(
        StringComparer.Ordinal);
    private readonly LinkedList<(CallerKeyDocument Key, DateTimeOffset Until)> _oldestFirst = new();

    public CallerKeyDocument? Get(string name)
    {
        lock (_gate)
        {
            return _byName.TryGetValue(name, out var node) && clock.GetUtcNow() < node.Value.Until ? node.Value.Key : null;
        }
    }

    public void Put(CallerKeyDocument key)
    {
        lock (_gate)
        {
            if (key.Revoked is null && _byName.TryGetValue(key.Name, out var known) && known.Value.Key.Revoked is not null)
            {
                // A reader that fetched the document before it was revoked comes late. Nothing un-revokes a key.
                return;
            }

            Remove_NeedsLock(key.Name);
            if (_byName.Count == capacity)
            {
                Remove_NeedsLock(_oldestFirst.First!.Value.Key.Name);
            }

            _byName[key.Name] = _oldestFirst.AddLast((key, clock.GetUtcNow() + lifetime));
        }
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            Remove_NeedsLock(name);
        }
    }

    private void Remove_NeedsLock(string name)
    {
        if (_byName.Remove(name, out var node))
        {
            _oldestFirst.Remove(node);
        }
    }
}
