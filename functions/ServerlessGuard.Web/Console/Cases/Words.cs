using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>The words of the console for the states, steps and questions of cases.</summary>
internal static class Words
{
    /// <summary>As addresses and badges spell it: <c>tool-call</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => WireName.Of(value);

    public static string Question(CaseRecord value) => value switch
    {
        { IsSample: true } => "Was it right to release this answer?",
        { Kind: CaseKind.Output } => "May this answer be released?",
        { Kind: CaseKind.Input } => "May this request go to the model?",
        { Kind: CaseKind.ToolCall } => "May this tool call be executed?",
        { Kind: CaseKind.Reported } => "May the application use this reported output?",
        { Kind: CaseKind.Leak } => "Did this key leak? If you approve, the guard rotates it at once.",
        { Kind: CaseKind.Rotation } => "Is the problem with this rotation resolved?",
        { Kind: CaseKind.Rollback } => "May this deployment be rolled back?",
        _ => "May it proceed?",
    };

    public static Html State(CaseState state) => state switch
    {
        CaseState.Open => Badge.Waiting("open"),
        CaseState.Claimed => Badge.Changed("claimed"),
        CaseState.Approved or CaseState.Edited or CaseState.Released => Badge.Good(Of(state)),
        _ => Badge.Bad(Of(state)),
    };

    public static string Act(CaseEvent step) => step.Kind switch
    {
        CaseEventKind.Opened => "opened it",
        CaseEventKind.Claimed => "claimed it",
        CaseEventKind.Unclaimed => "unclaimed it",
        CaseEventKind.FirstApproval => "approved it (1 of 2)",
        CaseEventKind.Approved => "approved it",
        CaseEventKind.Edited => "edited it",
        CaseEventKind.Denied => "denied it",
        CaseEventKind.Expired => "expired it",
        CaseEventKind.Released => "fetched the answer",
        CaseEventKind.Reopened => "reopened it",
        CaseEventKind.Reminded => "sent a reminder",
        CaseEventKind.Escalated => "escalated it",
        CaseEventKind.PassedOn => "referred it to reviewers",
        _ => Of(step.Kind),
    };

    /// <summary>The risk as a number with a bar beside it.</summary>
    public static Html Risk(double risk)
    {
        var width = (int)Math.Round(44 * Math.Clamp(risk, 0, 1));
        return $"<span class=\"risk\"><svg viewBox=\"0 0 44 6\" aria-hidden=\"true\"><rect width=\"44\" height=\"6\" rx=\"3\"/><rect class=\"level {(risk >= 0.75 ? "high" : "")}\" width=\"{width}\" height=\"6\" rx=\"3\"/></svg>{risk:0.00}</span>";
    }
}
