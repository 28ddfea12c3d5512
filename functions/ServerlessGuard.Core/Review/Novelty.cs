using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The traits (a model, a tool, a kind of finding) that an application has shown before. A trait is a document that is only
/// ever added and forgotten after 90 days, so that all instances share one history without locks. Thread-safe.
/// </summary>
public sealed class Novelty(IDocumentStore documents, TimeProvider clock)
{
    /// <summary>Traits are ids of the policy and of rules; more than this is not a history but an attack on memory.</summary>
    private const int MostKnown = 20_000;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _known = new(StringComparer.Ordinal);

    /// <summary>Whether any of the traits is new for the application; they are not from then on. Yes when the store cannot say.</summary>
    public async ValueTask<bool> IsNovelAsync(string application, IEnumerable<string> traits, CancellationToken cancellationToken)
    {
        var novel = false;
        foreach (var trait in traits.Select(Plain).Distinct(StringComparer.Ordinal))
        {
            novel |= await IsNovelAsync(Plain(application), trait, cancellationToken);
        }

        return novel;
    }

    private async ValueTask<bool> IsNovelAsync(string application, string trait, CancellationToken cancellationToken)
    {
        var (now, key) = (clock.GetUtcNow(), $"{application}\n{trait}");
        if (_known.TryGetValue(key, out var until) && now < until)
        {
            return false;
        }

        try
        {
            var created = await documents.CreateAsync(
                "cases-history-" + application, trait, ReadOnlyMemory<byte>.Empty, now + Remembered, cancellationToken);
            if (_known.Count < MostKnown)
            {
                _known[key] = now + (Remembered / 2);
            }

            return created is not null;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }

    /// <summary>A document's name has fewer characters than a model's may have.</summary>
    private static string Plain(string trait) =>
        string.Concat(trait.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-' ? c : '_'));
}
