using System.Runtime.CompilerServices;
using System.Text;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Core.Redaction;

/// <summary>Replaces what a scanner finds, as a plan says. Thread-safe; synchronous; changes nothing but the session.</summary>
public sealed class Redactor
{
    private readonly ConditionalWeakTable<IReadOnlyList<Rule>, Redactor> _own = [];
    private readonly Lazy<Redactor> _withPlainKinds;

    public Redactor(Scanner scanner)
    {
        ArgumentNullException.ThrowIfNull(scanner);
        Scanner = scanner;
        _withPlainKinds = new Lazy<Redactor>(() => With(PlainKinds.Counted(scanner)));
        RedactionMarkers = new RedactionMarkers(scanner.Rules.Concat(GuardScanner.ByModels).Select(static rule => rule.Kind).Distinct());
    }

    /// <summary>Every rule that ships.</summary>
    public static Redactor Default { get; } = new(GuardScanner.Default);

    public Scanner Scanner { get; }

    /// <summary>Finds names where a plan requests them; the tagger that ships unless the host brings another.</summary>
    public INameFinder? Names { get; init; }

    /// <summary>Says which day it is: exceptions end.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal RedactionMarkers RedactionMarkers { get; }

    /// <summary>The scanner of a plan: with the policy's own rules, and with plain dates where the plan counts them.</summary>
    public Scanner ScannerFor(RedactionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return For(plan).Scanner;
    }

    /// <summary>The plan's action on a finding in <paramref name="text"/>: allow for an exception's values, until its last day.</summary>
    public GuardAction ActionOf(RedactionPlan plan, ReadOnlySpan<char> text, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var exception in plan.Detection.Exceptions)
        {
            if (exception.Covers(
                finding.Rule, text.Slice(finding.Start, finding.Length), DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime)))
            {
                return GuardAction.Allow;
            }
        }

        return plan.ActionOf(finding.Rule);
    }

    /// <summary>A redactor with the rules that a plan adds; one is built for each list of rules, and lives as long as the list.</summary>
    internal Redactor For(RedactionPlan plan)
    {
        var own = plan.Detection.Rules.Count == 0
            ? this
            : _own.GetValue(plan.Detection.Rules, rules => With(new Scanner([.. Scanner.Rules, .. rules])));
        return plan.Dates ? own._withPlainKinds.Value : own;
    }

    private Redactor With(Scanner scanner) => new(scanner) { Names = Names, Clock = Clock };

    /// <summary>
    /// Redacts a whole text. Regions are those of <see cref="Overlaps.Resolve"/> over the findings the plan acts on, the
    /// action of a region the strictest of its findings. Markers that redaction itself left (labels, drop marks, and
    /// tokens of this session) are not redacted again, so that a second redaction changes nothing - but for rules that need
    /// a context word, which may stand nearer once a text got shorter, and values longer than their rule's longest match.
    /// </summary>
    public RedactionResult Redact(string text, RedactionPlan plan, TokenSession session)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(session);
        return Redact(text, plan, session, Find(plan, text));
    }

    /// <summary>Everything that is found in a whole text, whatever the plan does with it. The same for equal texts and plans.</summary>
    internal IReadOnlyList<Finding> Find(RedactionPlan plan, string text) => RedactionPass.FindAll(this, plan, text);

    /// <summary>The same, with what <see cref="Find"/> gave for the text.</summary>
    internal RedactionResult Redact(string text, RedactionPlan plan, TokenSession session, IReadOnlyList<Finding> found)
    {
        if (found.Count == 0)
        {
            return new RedactionResult { Text = text, Applied = [], Strictest = GuardAction.Allow };
        }

        var pass = new RedactionPass(this, plan, session, 0, int.MaxValue);
        var output = new StringBuilder(text.Length);
        pass.Complete(text, found, output);
        return new RedactionResult
        {
            Text = pass.Changed ? output.ToString() : text,
            Applied = pass.Applied,
            Strictest = pass.Strictest,
        };
    }
}

/// <summary>A redacted text and what was done to it. The caller decides what Hold and Block mean; their text is masked.</summary>
public sealed record RedactionResult
{
    public required string Text { get; init; }

    /// <summary>From left to right. Allowed findings are among them, with their text unchanged.</summary>
    public required IReadOnlyList<AppliedFinding> Applied { get; init; }

    /// <summary>The strictest action of <see cref="Applied"/>; Allow when there is none.</summary>
    public required GuardAction Strictest { get; init; }
}
