using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The interactions that reviewers see after release: those whose keyed hash falls below the tier's share, so that neither
/// caller nor model can predict or choose, and any instance comes to the same result. None while reviewers are overloaded.
/// </summary>
public sealed class Sampling(ReviewFingerprints marks, IDocumentStore documents, TimeProvider clock)
{
    /// <summary>The document in which the sweep stores the reviewers' load for the gateways.</summary>
    public const string LoadKey = "load";

    /// <summary>With this many undecided cases, holds come first: samples are left out.</summary>
    public const int MostUndecided = 500;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private (DateTimeOffset Read, bool Overloaded)? _load;

    public async ValueTask<bool> IsSampledAsync(string interaction, TierPolicy tier, CancellationToken cancellationToken)
    {
        if (tier.Review.Sample <= 0)
        {
            return false;
        }

        var mac = await marks.OfAsync("sample", interaction, default, cancellationToken);
        if (ulong.Parse(mac.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >= tier.Review.Sample * Math.Pow(2, 64))
        {
            return false;
        }

        if (!await IsOverloadedAsync(cancellationToken))
        {
            return true;
        }

        ReviewTelemetry.SampleShed();
        return false;
    }

    private async ValueTask<bool> IsOverloadedAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_load is { } kept && now - kept.Read < Fresh)
        {
            return kept.Overloaded;
        }

        var document = await documents.GetAsync(CaseEffects.Releases, LoadKey, cancellationToken);
        var load = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, CaseJson.Default.QueueLoad);
        _load = (now, load is not null && load.Holds + load.Samples >= MostUndecided);
        return _load.Value.Overloaded;
    }
}
