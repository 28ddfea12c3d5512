using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The audit entry of a step. A redelivery may write one twice: case and step identify it. A reviewer's own words stay in the case.
/// </summary>
internal static class CaseEntries
{
    public static AuditEntry Of(CaseRecord value, CaseEvent step)
    {
        var facts = new Dictionary<string, string>
        {
            ["case"] = value.Id,
            ["kind"] = Word(value.Kind),
            ["subject"] = value.Subject,
            ["step"] = Number(value, step),
            ["event"] = Word(step.Kind),
            ["state"] = Word(step.State),
        };
        if (value.IsSample)
        {
            facts["sample"] = "true";
        }

        if (step.State is CaseState.Open or CaseState.Claimed)
        {
            facts["due"] = value.Due.ToString("O", CultureInfo.InvariantCulture);
        }

        if (step.Kind == CaseEventKind.Opened)
        {
            facts["reasons"] = string.Join(',', value.Reasons);
            facts["risk"] = value.Risk.ToString("0.00", CultureInfo.InvariantCulture);
        }
        else if (step is { Reason: { } code, Actor: Actors.Guard })
        {
            facts["reason"] = code;
        }

        if (step.Signature is { } signature)
        {
            facts["signature"] = signature;
        }

        return new AuditEntry
        {
            Kind = KindOf(step.Kind),
            Time = step.Time,
            Actor = step.Actor,
            Interaction = value.Interaction,
            Application = value.Application,
            Tier = value.Tier,
            PolicyRevision = step.Kind is CaseEventKind.Approved ? value.Approval?.PolicyRevision : value.PolicyRevision,
            Macs = value.Content is { } content ? new Dictionary<string, string> { ["content"] = content.Mac } : [],
            Facts = facts,
        };
    }

    private static string KindOf(CaseEventKind act) => act switch
    {
        CaseEventKind.Opened => AuditKinds.CaseOpened,
        CaseEventKind.Claimed or CaseEventKind.Unclaimed => AuditKinds.CaseClaimed,
        CaseEventKind.Released => AuditKinds.CaseReleased,
        CaseEventKind.Reminded or CaseEventKind.Escalated or CaseEventKind.PassedOn => AuditKinds.CaseEscalated,
        _ => AuditKinds.CaseDecided,
    };

    private static string Number(CaseRecord value, CaseEvent step)
    {
        for (var i = 0; i < value.Journal.Count; i++)
        {
            if (ReferenceEquals(value.Journal[i], step))
            {
                return i.ToString(CultureInfo.InvariantCulture);
            }
        }

        throw new ArgumentException("The step is not one of the case's.", nameof(step));
    }

    private static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);
}
