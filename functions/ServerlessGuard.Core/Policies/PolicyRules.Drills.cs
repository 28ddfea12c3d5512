using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private static void CheckDrills(JObject root, PolicyErrors errors)
    {
        if (root.Object("drills") is not { } drills)
        {
            return;
        }

        if (drills.Object("rollback") is { } rollback && rollback.Text("model") is { } model && root.Object("models")?[model] is null)
        {
            Refuse(
                errors, rollback["model"]!, $"There is no model {PolicyErrorPhrases.Show(model)}.",
                "Name a model that exists for drills alone.");
        }

        if (drills.Object("revocation") is { } revocation
            && revocation.Text("credential") is { } credential
            && !root.Objects("credentials").Any(c => c.Text("id") == credential))
        {
            Refuse(
                errors, revocation["credential"]!, $"There is no credential {PolicyErrorPhrases.Show(credential)}.",
                "Name a credential that exists for drills alone.");
        }

        if (drills.Object("incident") is { } incident
            && incident.Text("application") is { } application
            && !root.Objects("applications").Any(a => a.Text("id") == application))
        {
            Refuse(
                errors, incident["application"]!, $"There is no application {PolicyErrorPhrases.Show(application)}.",
                "Name an application that exists for drills alone.");
        }
    }
}
