using System.CommandLine;
using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Local.Audit;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard trace</c>: what the log says of one interaction, each step with its proof.</summary>
internal static class TraceCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var id = new Argument<string>("ID") { Description = "The interaction's id, as the answer's header named it." };
        var data = CommonOptions.Data();
        var folder = new Option<string?>("--out") { Description = "Write each entry and its tlog-proof here, to be checked offline.", HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("trace", "Tell an interaction's story from the audit log, with a proof of each step.") { id, data, folder, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var store = LogCommand.Existing(terminal, result.GetValue(data)!);
            var key = await LogCommand.VaultKeyAsync(store, clock, cancellationToken) ?? throw LogCommand.NoKey(result.GetValue(data)!);
            var interaction = result.GetValue(id)!;
            if (interaction.Length == 0)
            {
                throw CommandException.Usage("ID is empty.");
            }

            var steps = await InteractionTrace.ReadAsync(new DirectoryLogSource(store), key, interaction, cancellationToken);
            if (steps.Count == 0)
            {
                throw new CommandException("The log knows no such interaction.", "A running guard sequences its entries every few seconds; try again then.");
            }

            if (result.GetValue(folder) is { } target)
            {
                await SaveAsync(terminal.Resolve(target), steps, cancellationToken);
            }

            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, steps.Select(static s => new { s.Proof.Index, s.Entry.Writer, s.Entry.Sequence, s.Entry.Hash, s.Entry.Entry, Proof = s.Proof.ToString() }));
            }
            else
            {
                foreach (var step in steps)
                {
                    await terminal.Out.WriteLineAsync(Line(step));
                }

                await terminal.Out.WriteLineAsync($"{steps.Count} steps, each proven against the checkpoint that {key.Name} signed.");
            }

            return ExitCode.Held;
        });
        return command;
    }

    private static string Line(TraceStep step)
    {
        AuditEntry entry = step.Entry.Entry;
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{entry.Time:yyyy-MM-dd HH:mm:ss.fff}Z  #{step.Proof.Index}  {entry.Kind}  {entry.Actor}");
        foreach (var part in new[] { entry.Application, entry.Tier, entry.Verdict }.OfType<string>())
        {
            line.Append("  ").Append(part);
        }

        foreach (var (kind, count) in entry.Findings.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {kind}={count}");
        }

        foreach (var (name, value) in entry.Facts.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {name}={value}");
        }

        // An entry's facts are data: nothing in them may move a terminal's cursor.
        return string.Concat(line.ToString().Select(static c => char.IsControl(c) ? '?' : c));
    }

    private static async Task SaveAsync(string folder, IReadOnlyList<TraceStep> steps, CancellationToken cancellationToken)
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
