using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard trace</c>: the trace of an interaction or a W3C trace across applications, each step with its proof.</summary>
internal static class TraceCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var id = new Argument<string>("ID")
        {
            Description = "The interaction's id, as the answer's header Guard-Interaction named it; or a W3C trace id or traceparent."
        };
        var data = CommonOptions.Data();
        var folder = new Option<string?>(
            "--out")
        { Description = "Write each entry and its tlog-proof here, to be checked offline.", HelpName = "DIR" };
        var check = new Option<bool>("--check-content")
        {
            Description = "Hold the kept content against the measures in the entries. The reading is recorded; it needs --purpose."
        };
        var purpose = new Option<string?>("--purpose") { Description = "Why the content is read.", HelpName = "TEXT" };
        var json = CommonOptions.Json();
        var command = new Command("trace", "Tell an interaction's trace from the audit log, with a proof of each step.")
        {
            id,
            data,
            folder,
            check,
            purpose,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var store = LogCommand.Existing(terminal, result.GetValue(data)!);
            await using var services = LogCommand.Open(terminal, store, clock, static services => services.AddContent());
            var key = await LogKey.FindPublicAsync(services.GetRequiredService<ISecretStore>(), cancellationToken)
                ?? throw LogCommand.NoKey(result.GetValue(data)!);
            var (subject, why) = (result.GetValue(id)!, result.GetValue(purpose));
            if (subject.Length == 0 || (result.GetValue(check) && string.IsNullOrWhiteSpace(why)))
            {
                throw CommandException.Usage(
                    subject.Length == 0 ? "ID is empty." : "--purpose is missing: reading content is recorded, with its reason.");
            }

            var trace = await new CorrelatedTraceReader(services.GetRequiredService<ILogSource>(), key)
                .ReadAsync(subject, cancellationToken);
            if (trace.Entries.Count == 0)
            {
                throw new CommandException(
                    "The log knows no such interaction or trace.",
                    "A running guard sequences its entries every few seconds; try again then.");
            }

            if (result.GetValue(folder) is { } target)
            {
                await SaveAsync(terminal.Resolve(target), [.. trace.Entries, .. trace.RelatedEvents], cancellationToken);
            }

            var checks = result.GetValue(check) ? await CheckAsync(services, trace, why!, cancellationToken) : [];
            if (result.GetValue(json))
            {
                await WriteJsonAsync(terminal, trace, checks, cancellationToken);
            }
            else
            {
                await TraceText.WriteAsync(terminal.Out, trace, checks, key.Name);
            }

            return checks.Any(static c => c.Match == ContentMatch.Differs) ? ExitCode.Failed : ExitCode.Success;
        });
        return command;
    }

    private static async Task<IReadOnlyList<ContentCheckResult>> CheckAsync(
        IServiceProvider services, CorrelatedTrace trace, string purpose, CancellationToken cancellationToken)
    {
        var entries = trace.Entries.Select(static step => step.Entry.Entry).ToArray();
        return await ContentCheck.RunAsync(
            services.GetRequiredService<ContentStore>(), entries, ContentCommand.Actor, purpose, cancellationToken);
    }

    private static async Task WriteJsonAsync(
        Terminal terminal, CorrelatedTrace trace, IReadOnlyList<ContentCheckResult> checks, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JsonOutput.Options.Encoder }))
        {
            json.WriteStartObject();
            TraceJson.Write(json, trace);
            json.WriteStartArray("content");
            foreach (var check in checks)
            {
                JsonSerializer.Serialize(
                    json, new { check.Interaction, check.Kind, check.Part, Match = check.Match.ToString() }, JsonOutput.Options);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        await terminal.Output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
        await terminal.Output.FlushAsync(cancellationToken);
    }

    private static async Task SaveAsync(string folder, IReadOnlyList<TraceEntry> steps, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var step in steps)
        {
            var name = Path.Combine(folder, step.Proof.Index.ToString(CultureInfo.InvariantCulture));
            await File.WriteAllBytesAsync(name + ".json", step.Bytes, cancellationToken);
            await File.WriteAllBytesAsync(name + ".tlog-proof", step.Proof.ToBytes(), cancellationToken);
        }
    }
}
