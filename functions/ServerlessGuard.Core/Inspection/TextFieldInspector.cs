using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Injection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Runs every field of a document through the guard.</summary>
internal sealed class TextFieldInspector(IContentSession session, RedactionPlan plan, bool apply)
{
    /// <summary>In the place of a result, or of a field of one, that gave the model orders.</summary>
    private const string RemovedResult = "[removed: instructions to the model]";

    private const int LongestUnfolded = 256 * 1024;

    private RedactionPlan? _trusted;
    private RedactionPlan? _data;

    private RedactionPlan Trusted => _trusted ??= plan with { Injection = GuardAction.Allow };

    private RedactionPlan Data => _data ??= plan with { Role = TextRole.Data };

    /// <summary>Replaces in place (unless observing), counts findings; true when a text changed.</summary>
    public bool Inspect(TextFieldCollector content, FindingCounts counts)
    {
        var changed = false;
        foreach (var field in content.Fields)
        {
            changed |= Inspect(field, counts);
        }

        foreach (var identifier in content.Identifiers)
        {
            changed |= Inspect(identifier, counts);
        }

        foreach (var run in content.Joined)
        {
            changed |= Inspect(run, counts);
        }

        WriteBack(content);
        return changed;
    }

    public static void WriteBack(TextFieldCollector content)
    {
        foreach (var embedded in content.Embedded)
        {
            embedded.WriteBack();
        }
    }

    private bool Inspect(TextField field, FindingCounts counts)
    {
        var text = field.Text;
        var used = field.Source switch { TextFieldSource.Instructions => Trusted, TextFieldSource.ToolResult => Data, _ => plan };
        var inspected = Guarded(text, field.Label, used);
        if (field.Source == TextFieldSource.ToolResult)
        {
            inspected = AsResult(text, field, used, inspected);
        }

        counts.Count(inspected.Findings, field.Place);
        if (!apply || string.Equals(inspected.Text, text, StringComparison.Ordinal))
        {
            return false;
        }

        field.Replace(inspected.Text);
        return true;
    }

    /// <summary>
    /// A result in which somebody gives the model orders goes as a whole: what stands round the words that a rule knows are the orders.
    /// Lines that YAML or mail has folded are read as their reader joins them.
    /// </summary>
    private Inspected AsResult(string text, TextField field, RedactionPlan used, Inspected inspected)
    {
        if (!inspected.Findings.Any(IsInjection) && !field.IsName && Unfolded(text) is { } unfolded)
        {
            var orders = Guarded(unfolded, field.Label, used).Findings.Where(IsInjection).ToList();
            inspected = orders.Count == 0 ? inspected : inspected with { Findings = [.. inspected.Findings, .. orders] };
        }

        return inspected.Findings.Any(static finding => IsInjection(finding) && finding.Action.Replaces())
            ? inspected with { Text = RemovedResult }
            : inspected;

        static bool IsInjection(FindingDecision finding) => finding.Rule.Category == FindingCategory.Injection;
    }

    /// <summary>The text on one line, with one space for any run of white space; null where it is on one.</summary>
    private static string? Unfolded(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text.Length > LongestUnfolded)
        {
            return null;
        }

        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Counts and replaces what only the joined text shows.</summary>
    private bool Inspect(JoinedTexts run, FindingCounts counts)
    {
        var text = run.Text;
        var inspected = Guarded(text, null, plan);
        if (inspected.Findings.Count == 0
            || inspected.Findings.Count <= run.Fields.Sum(field => Guarded(field.Text, field.Label, plan).Findings.Count))
        {
            return false;
        }

        counts.Count(inspected.Findings);
        if (!apply || string.Equals(inspected.Text, text, StringComparison.Ordinal))
        {
            return false;
        }

        run.Replace(inspected.Text);
        return true;
    }

    private Inspected Guarded(string text, string? label, RedactionPlan used)
    {
        try
        {
            return session.Inspect(text, label, used);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("inspection", failure);
        }
    }
}
