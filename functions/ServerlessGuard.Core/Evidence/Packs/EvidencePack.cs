using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The content of a pack. Every file is a pure function of it, so that a verifier can make the report again from the facts.
/// </summary>
public sealed record EvidencePack
{
    /// <summary>The program that made it, with its version.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>The log's public key, NAME+ID+BASE64.</summary>
    public required string LogKey { get; init; }

    public required IReadOnlyList<Control> Controls { get; init; }

    public required FactSet Facts { get; init; }

    /// <summary>The results of the controls at the time of the pack.</summary>
    public IReadOnlyList<ControlResult> Results => field ??= ControlEvaluator.Evaluate(Controls, Facts, Created);

    public int Count(ControlStatus status) => Results.Count(r => r.Status == status);

    public Fact? Newest(string kind) => Facts.Kind(kind).OrderBy(static f => f.Time).ThenBy(static f => f.Entry).LastOrDefault();
}

/// <summary>A pack with its files by name, the manifest among them.</summary>
/// <param name="Countersigner">The key that signed the manifest besides the log's; null for none.</param>
public sealed record BuiltPack(EvidencePack Pack, IReadOnlyDictionary<string, byte[]> Files, string? Countersigner = null);
