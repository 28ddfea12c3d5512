using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Core.Tests.Formats;

/// <summary>Names written by hand, without a serializer context, and those that dashboards, alerts and subscribers ask for.</summary>
public sealed class PublishedNameTests
{
    [Fact]
    public void Metrics_HaveTheGoldenNamesAndUnits()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // Other tests make meters of the same name: only the product's own are frozen.
                if (instrument.Meter.Name == Instrumentation.Name)
                {
                    lock (found)
                    {
                        found.Add($"{instrument.Name} {instrument.Unit} {instrument.GetType().Name[..^2]}");
                    }
                }
            },
        };
        listener.Start();
        foreach (var type in typeof(Instrumentation).Assembly.GetTypes().Where(static type => HasInstruments(type)))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        GoldenFile.ShouldMatch(string.Join('\n', found) + "\n", "metrics.txt");
    }

    [Fact]
    public void Constants_HaveTheGoldenValues()
    {
        var lines = new StringBuilder();
        foreach (var type in (Type[])[typeof(AuditKinds), typeof(AlertCodes), typeof(PublishedEventTypes)])
        {
            lines.Append(type.Name).Append('\n');
            foreach (var value in type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(static field => field.IsLiteral)
                .Select(static field => (string)field.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal))
            {
                lines.Append("  ").Append(value).Append('\n');
            }
        }

        GoldenFile.ShouldMatch(lines.ToString(), "constants.txt");
    }

    [Fact]
    public void AnEvent_IsTheGoldenOne()
    {
        var value = new GuardEvent
        {
            Id = "id",
            Type = PublishedEventTypes.CredentialLeaked,
            Source = "source",
            Subject = "subject",
            Time = DateTimeOffset.UnixEpoch,
            Trace = TraceParent.Parse("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"),
            Data = JsonElement.Parse("{}"),
        };

        GoldenFile.ShouldMatch(Encoding.UTF8.GetString(GuardEventJson.Write(value).Span) + "\n", "event.json");
    }

    [Fact]
    public void AnAttestationStatement_IsTheGoldenOne() => GoldenFile.ShouldMatch(
        Encoding.UTF8.GetString(StatementJson.Write((AttestationStatement)SampleValue.Of(typeof(AttestationStatement)))) + "\n",
        "attestation-statement.json");

    [Fact]
    public void AVaultRecord_IsTheGoldenOne() => GoldenFile.ShouldMatch(
        Convert.ToHexStringLower(VaultRecord.Write("epoch", [([1, 2], [3, 4, 5])])) + "\n", "vault-record.txt");

    private static bool HasInstruments(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Any(static field => field.FieldType == typeof(Meter) || field.FieldType.IsSubclassOf(typeof(Instrument)));
}
