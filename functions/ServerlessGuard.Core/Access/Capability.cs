namespace ServerlessGuard.Core.Access;

/// <summary>What somebody may do to a model and to what it was told. The policy's <c>access</c> names who is meant to.</summary>
public enum Capability
{
    ChangeModel,
    Deploy,
    RunFineTuning,
    ReadWeights,
    ReadTrainingData,
    ReadContent,
    ReadSecrets,
    DisableGuard,
}
