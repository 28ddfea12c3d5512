using System.Security.Cryptography;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Holds what was kept of an interaction against what its entries measured. Reading content is itself an entry. Once
/// the content has expired its key is gone, and no measure can be checked or guessed at any more.
/// </summary>
public static class ContentCheck
{
    /// <summary>One result per measure in the entries, in their order.</summary>
    public static async ValueTask<IReadOnlyList<ContentCheckResult>> RunAsync(
        ContentStore store, IReadOnlyList<AuditEntry> entries, string actor, string purpose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(entries);
        var results = new List<ContentCheckResult>();
        foreach (var group in entries.Where(static e => e.Interaction is not null && e.Macs.Count > 0)
            .GroupBy(static e => e.Interaction!, StringComparer.Ordinal))
        {
            var beside = group.Where(static e => e.Kind == AuditKinds.ContentSealed)
                .SelectMany(static e => e.Macs.Keys)
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            var opened = await store.OpenAsync(group.Key, beside, actor, purpose, cancellationToken);
            foreach (var entry in group)
            {
                results.AddRange(
                    entry.Macs.Select(mac => new ContentCheckResult(group.Key, entry.Kind, mac.Key, Judge(opened, mac.Key, mac.Value))));
            }
        }

        return results;
    }

    private static ContentMatch Judge(IReadOnlyList<OpenedContent> opened, string name, string mac)
    {
        if (opened.Count == 0)
        {
            return ContentMatch.Gone;
        }

        var named = opened.Where(content => content.Parts.Any(part => part.Name == name)).ToArray();
        if (named.Length > 0)
        {
            return named.Any(content => content.Parts.Any(part => part.Name == name && Matches(content, part, mac)))
                ? ContentMatch.Same
                : ContentMatch.Differs;
        }

        // A model's answer that was passed on as it came is kept once, under the name of the answer.
        return opened.Any(content => content.Parts.Any(part => Matches(content, part, mac))) ? ContentMatch.Same : ContentMatch.NotKept;
    }

    private static bool Matches(OpenedContent content, ContentPart part, string mac) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(content.MacKey.Span, part.Bytes.Span), TryHex(mac));

    private static byte[] TryHex(string mac) => mac.Length == 64 && mac.All(char.IsAsciiHexDigit) ? Convert.FromHexString(mac) : [];
}

/// <summary>How one measure of an entry compares with the content.</summary>
public sealed record ContentCheckResult(string Interaction, string Kind, string Part, ContentMatch Match);
