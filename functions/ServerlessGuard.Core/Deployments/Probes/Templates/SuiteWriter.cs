using System.Globalization;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments.Probes.Templates;

/// <summary>Writes a suite's YAML. Texts are JSON strings, which YAML reads as they are.</summary>
internal sealed class SuiteWriter
{
    private readonly StringBuilder _yaml = new();
    private readonly HashSet<ProbeKind> _kinds = [];
    private ProbeKind _kind;
    private int _number;

    public SuiteWriter(string model)
    {
        _yaml.Append(
            CultureInfo.InvariantCulture,
            $"# yaml-language-server: $schema=probes.schema.json\n# Probes of {model}, made from templates: change them, and add probes of this model's own task.\nversion: 1\nprobes:\n");
    }

    /// <summary>Begins a probe. The first two of a kind are quick, unless they ask often.</summary>
    public SuiteWriter Probe(ProbeKind kind, bool mayBeQuick = true)
    {
        if (_kinds.Add(kind))
        {
            (_kind, _number) = (kind, 0);
            _yaml.Append('\n');
        }

        _number++;
        var word = WireName.Of(kind);
        _yaml.Append(CultureInfo.InvariantCulture, $"  - id: {word}-{_number:00}\n");
        Raw("kind", word);
        if (mayBeQuick && _number <= 2 && _kind == kind)
        {
            Raw("quick", "true");
        }

        return this;
    }

    public SuiteWriter Text(string key, string value) => Raw(key, Quote(value));

    public SuiteWriter Texts(string key, params IEnumerable<string> values) => Raw(key, List(values));

    public SuiteWriter Raw(string key, string value)
    {
        _yaml.Append(CultureInfo.InvariantCulture, $"    {key}: {value}\n");
        return this;
    }

    public SuiteWriter Messages(params IEnumerable<ProbeMessage> messages)
    {
        _yaml.Append("    messages:\n");
        foreach (var message in messages)
        {
            var tool = message.Tool is null ? "" : $"tool: {message.Tool}, ";
            _yaml.Append(CultureInfo.InvariantCulture, $"      - {{ role: {message.Role}, {tool}content: {Quote(message.Content)} }}\n");
        }

        return this;
    }

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Quote))}]";

    public static string Quote(string value) => JsonSerializer.Serialize(value, GatewayJson.Writing);

    public override string ToString() => _yaml.ToString();
}
