using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>The question of <c>guard policy explain APP TOOL</c>.</summary>
internal sealed record ToolQuestion(string Application, string? Tool, string? Arguments, string? From, bool Json);

/// <summary>
/// Explains the rules of a tool for an application, and judges one call of it. Limits and spending, which need a store, are left out.
/// </summary>
internal static class ToolExplainer
{
    private const int MostBytes = 16 * 1024 * 1024;

    public static async Task<int> WriteAsync(
        Terminal terminal, GuardPolicy policy, ToolQuestion asked, string path, CancellationToken cancellationToken)
    {
        if (!policy.Applications.TryGetValue(asked.Application, out var application))
        {
            throw new CommandException(
                $"{path}: there is no application {asked.Application}.",
                $"It has: {string.Join(", ", policy.Applications.Keys.Order(StringComparer.Ordinal))}.");
        }

        var preview = ToolPreview.For(policy, application, asked.Tool!)
            ?? throw new CommandException(
                $"{path}: {asked.Application} may use no tool {asked.Tool}.", $"It may use: {string.Join(", ", application.Tools)}.");
        if (asked.Arguments is null)
        {
            Write(terminal, asked, "", preview.Sentences);
            return ExitCode.Success;
        }

        var (verdict, sentences) = await preview.JudgeAsync(asked.Arguments, Conversation(terminal, asked.From), cancellationToken);
        Write(terminal, asked, verdict.Name, verdict.Reasons.Count == 0 ? sentences : [$"Reasons: {string.Join(", ", verdict.Reasons)}.", .. sentences]);
        return verdict is Verdict.Allow ? ExitCode.Success : ExitCode.Failed;
    }

    private static void Write(Terminal terminal, ToolQuestion asked, string verdict, IReadOnlyList<string> sentences)
    {
        if (asked.Json)
        {
            JsonOutput.Write(terminal.Out, new { tool = asked.Tool, verdict = verdict.Length == 0 ? null : verdict, sentences });
            return;
        }

        foreach (var line in verdict.Length == 0 ? sentences : [verdict, .. sentences])
        {
            terminal.Out.WriteLine(line);
        }
    }

    private static JsonObject? Conversation(Terminal terminal, string? file)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(RegularFile.ReadText(terminal.Resolve(file), MostBytes)) switch
            {
                JsonObject request => request,
                JsonArray messages => new JsonObject { ["messages"] = messages },
                _ => throw new JsonException("no object"),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CommandException(
                $"{file} is no conversation that can be read.", "Write a chat completions request, or its messages, as JSON.", inner: failure);
        }
    }
}
