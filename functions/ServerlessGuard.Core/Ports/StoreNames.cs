using System.Buffers;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// The names that every adapter accepts, so that a name that works on one store works on all. Each method throws
/// <see cref="ArgumentException"/> for any other name; the message does not repeat it.
/// </summary>
public static class StoreNames
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> DocumentCharacters = SearchValues.Create(Alphanumeric + "._~:@-");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Alphanumeric + "._-");
    private static readonly SearchValues<char> SecretCharacters = SearchValues.Create(Alphanumeric + "-");
    private static readonly SearchValues<char> QueueCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>A document's partition or key: 1 to 512 characters of <c>[A-Za-z0-9._~:@-]</c>.</summary>
    public static void RequireDocumentName(string name) =>
        Require(name, 512, DocumentCharacters, "A partition or key is 1 to 512 characters of [A-Za-z0-9._~:@-].");

    /// <summary>A queue: 3 to 63 characters of <c>[a-z0-9-]</c>, no dash first, last or twice (Azure's rule).</summary>
    public static void RequireQueueName(string name)
    {
        const string rule = "A queue's name is 3 to 63 characters of [a-z0-9-], no dash first, last or twice.";
        Require(name, 63, QueueCharacters, rule);
        if (name.Length < 3 || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal))
        {
            throw new ArgumentException(rule, nameof(name));
        }
    }

    /// <summary>A secret or key: 1 to 127 characters of <c>[A-Za-z0-9-]</c> (Key Vault's rule; case is ignored).</summary>
    public static void RequireSecretName(string name) =>
        Require(name, 127, SecretCharacters, "A secret's name is 1 to 127 characters of [A-Za-z0-9-].");

    /// <summary>A writer: 1 to 128 characters of <c>[A-Za-z0-9._-]</c>, not starting with a dot.</summary>
    public static void RequireWriterName(string name)
    {
        const string rule = "A writer's name is 1 to 128 characters of [A-Za-z0-9._-], not starting with a dot.";
        Require(name, 128, PathCharacters, rule);
        if (name[0] == '.')
        {
            throw new ArgumentException(rule, nameof(name));
        }
    }

    /// <summary>
    /// A blob: up to 900 characters, slash-separated segments of 1 to 200 of <c>[A-Za-z0-9._-]</c>, never <c>.</c> or <c>..</c>.
    /// </summary>
    public static void RequireBlobName(string name)
    {
        const string rule =
            "A blob's name is at most 900 characters: segments of 1 to 200 of [A-Za-z0-9._-] with slashes between, never . or ..";
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 900)
        {
            throw new ArgumentException(rule, nameof(name));
        }

        foreach (var range in name.AsSpan().Split('/'))
        {
            var segment = name.AsSpan(range);
            if (segment.Length is 0 or > 200 || segment.ContainsAnyExcept(PathCharacters) || segment is "." or "..")
            {
                throw new ArgumentException(rule, nameof(name));
            }
        }
    }

    private static void Require(string name, int longest, SearchValues<char> allowed, string rule)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 || name.Length > longest || name.AsSpan().ContainsAnyExcept(allowed))
        {
            throw new ArgumentException(rule, nameof(name));
        }
    }
}
