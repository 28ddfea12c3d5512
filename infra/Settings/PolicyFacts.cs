using System.Globalization;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Infra.Settings;

/// <summary>The facts that the infrastructure takes from policies/guard.yaml, so that they are written once.</summary>
public sealed record PolicyFacts(IReadOnlyList<TierRetention> Tiers, IReadOnlyList<Credential> Credentials)
{
    /// <summary>Capability -> the principals that may have it; a capability that nobody may have is not there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Access { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Models with a key in a variable of the environment, which a function app has not.</summary>
    public IReadOnlyList<string> ModelsWithKeys { get; init; } = [];

    private const int DefaultContentDays = 30;
    private const int DefaultProofDays = 3650;

    public int LongestProof => Tiers.Select(t => t.ProofDays).DefaultIfEmpty(DefaultProofDays).Max();

    public int LongestContent => Tiers.Select(t => t.ContentDays).DefaultIfEmpty(DefaultContentDays).Max();

    /// <exception cref="SettingsException">A retention is no duration. Everything else in the file is checked by <c>guard policy
    /// check</c>.</exception>
    public static PolicyFacts Parse(string yaml)
    {
        var document = new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<Document>(yaml);
        var faults = new List<string>();
        var tiers = document.Tiers.Select(t => new TierRetention(
            t.Key,
            Days(t.Value.Retain.GetValueOrDefault("content"), DefaultContentDays, $"tiers.{t.Key}.retain.content", faults),
            Days(t.Value.Retain.GetValueOrDefault("proofs"), DefaultProofDays, $"tiers.{t.Key}.retain.proofs", faults))).ToList();
        SettingsException.ThrowIfAny(faults);
        // A simulated platform is the embedded host's alone: nothing of it is in Azure.
        return new(
            tiers,
            [.. document.Credentials.Where(c => c.Platform != "simulated")
                .Select(c => new Credential(c.Id, c.Platform, c.Resource, c.Secret))])
        {
            Access = document.Access.Where(a => a.Value.Count > 0)
                .ToDictionary(a => a.Key, a => (IReadOnlyList<string>)[.. a.Value.Distinct()]),
            ModelsWithKeys = [.. document.Models.Where(m => m.Value.KeyVariable is not null).Select(m => m.Key)],
        };
    }

    private static int Days(string? text, int otherwise, string key, List<string> faults)
    {
        if (text is null)
            return otherwise;
        var factor = text.Length < 2 ? 0 : text[^1] switch { 'd' => 1, 'y' => 365, _ => 0 };
        if (factor > 0
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 400 * 365)
            return Math.Max(1, count * factor);
        faults.Add($"guard.yaml: {key} is '{text}'; write whole days or years, such as 30d or 7y");
        return otherwise;
    }

    private sealed class Document
    {
        [YamlMember(Alias = "tiers")]
        public Dictionary<string, Tier> Tiers { get; set; } = [];

        [YamlMember(Alias = "access")]
        public Dictionary<string, List<string>> Access { get; set; } = [];

        [YamlMember(Alias = "models")]
        public Dictionary<string, ModelEntry> Models { get; set; } = [];

        [YamlMember(Alias = "credentials")]
        public List<CredentialEntry> Credentials { get; set; } = [];
    }

    private sealed class ModelEntry
    {
        [YamlMember(Alias = "key_env")]
        public string? KeyVariable { get; set; }
    }

    private sealed class CredentialEntry
    {
        [YamlMember(Alias = "id")]
        public string Id { get; set; } = "";

        [YamlMember(Alias = "platform")]
        public string Platform { get; set; } = "";

        [YamlMember(Alias = "resource")]
        public string Resource { get; set; } = "";

        [YamlMember(Alias = "secret")]
        public string Secret { get; set; } = "";
    }

    private sealed class Tier
    {
        [YamlMember(Alias = "retain")]
        public Dictionary<string, string> Retain { get; set; } = [];
    }
}
