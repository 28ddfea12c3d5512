using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>What a pack says. Every file of a pack is a pure function of this, so that whoever has the facts can make the report again.</summary>
public sealed record EvidencePack
{
    /// <summary>The program that made it, with its version.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset Made { get; init; }

    /// <summary>The log's public key, NAME+ID+BASE64.</summary>
    public required string LogKey { get; init; }

    public required IReadOnlyList<Control> Controls { get; init; }

    public required FactSet Facts { get; init; }

    /// <summary>What the facts say of the controls at the time the pack was made.</summary>
    public IReadOnlyList<ControlResult> Results => field ??= ControlEvaluator.Evaluate(Controls, Facts, Made);

    public int Count(ControlStatus status) => Results.Count(r => r.Status == status);

    public Fact? Newest(string kind) => Facts.Kind(kind).OrderBy(static f => f.Time).ThenBy(static f => f.Entry).LastOrDefault();
}

/// <summary>A pack with its files by name, the manifest among them.</summary>
/// <param name="Countersigner">Which key signed the manifest beside the log's; null for none.</param>
public sealed record MadePack(EvidencePack Pack, IReadOnlyDictionary<string, byte[]> Files, string? Countersigner = null);
