using System.Security.Cryptography;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// The stored content of one interaction: collected as it comes, sealed once. Its key measures the interaction's entries; where no
/// key could be had, a passing one measures and nothing is kept. Used by one request.
/// </summary>
internal sealed class InteractionContent
{
    private readonly string _interaction;
    private readonly ContentStore _store;
    private readonly ContentTerms _terms;
    private readonly IAlertSink _alerts;
    private readonly TimeProvider _clock;
    private readonly ContentKey? _key;
    private readonly List<ContentPart> _parts = [];
    private Task? _prepared;
    private GuardFailedException? _failure;

    private InteractionContent(
        string interaction, ContentStore store, ContentTerms terms, IAlertSink alerts, TimeProvider clock, ContentKey? key,
        ReadOnlyMemory<byte> macKey, GuardFailedException? failure) =>
        (_interaction, _store, _terms, _alerts, _clock, _key, MacKey, _failure) = (
            interaction, store, terms, alerts, clock, key, macKey, failure);

    public ReadOnlyMemory<byte> MacKey { get; }

    /// <summary>Until when it is kept, as entries say it.</summary>
    public string Until => ContentStore.Until(_terms);

    /// <summary>Whether it may be sealed beside the closing entry; else it is sealed before.</summary>
    public bool IsSealedBeside => _store.WritesBeside;

    /// <summary>Takes a key. Without one the interaction is unsealed from its beginning: <see cref="PreparedAsync"/> reports it.</summary>
    public static async ValueTask<InteractionContent> BeginAsync(
        string interaction, ContentTerms terms, ContentStore store, IAlertSink alerts, IEntropy entropy, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        try
        {
            var key = await store.NewKeyAsync(interaction, cancellationToken);
            return new InteractionContent(interaction, store, terms, alerts, clock, key, key.MacKey, null);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or CryptographicException)
        {
            var passing = new byte[ContentKey.Length];
            entropy.Fill(passing);
            return new InteractionContent(
                interaction, store, terms, alerts, clock, null, passing, new GuardFailedException("content", failure));
        }
    }

    /// <summary>Announces the content, beside the call to the model.</summary>
    public void Prepare(CancellationToken cancellationToken)
    {
        if (_key is not null)
        {
            _prepared = _store.PrepareAsync(_interaction, _terms, cancellationToken).AsTask();
        }
    }

    /// <summary>Waits until content can be sealed; why it cannot, or null. Called before anything is released.</summary>
    public async ValueTask<GuardFailedException?> PreparedAsync()
    {
        try
        {
            await (_prepared ?? Task.CompletedTask);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _failure ??= new GuardFailedException("content", failure);
        }

        return _failure;
    }

    /// <summary>Keeps a part; the newest of its name counts. One that repeats another byte for byte is kept once.</summary>
    public void Keep(string name, ReadOnlyMemory<byte> bytes)
    {
        _parts.RemoveAll(part => part.Name == name);
        _parts.Add(new ContentPart(name, bytes));
    }

    /// <summary>Seals what was kept; why it could not, or null. A failure is alerted, whatever the tier makes of it.</summary>
    public async ValueTask<GuardFailedException?> SealAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_key is not null && _prepared is null or { IsCanceled: true })
            {
                _prepared = _store.PrepareAsync(_interaction, _terms, cancellationToken).AsTask();
            }

            if (await PreparedAsync() is null)
            {
                await _store.WriteAsync(_key!, _terms, Distinct(), cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _failure = new GuardFailedException("content", failure);
        }

        if (_failure is not null)
        {
            await _alerts.RaiseAsync(
                new Alert
                {
                    Code = "content.unsealed",
                    Severity = AlertSeverity.Critical,
                    Message = $"The content of interaction {_interaction} of {_terms.Application} could not be kept.",
                    Time = _clock.GetUtcNow(),
                    DedupeKey = $"content.unsealed:{_terms.Application}",
                },
                cancellationToken);
        }

        return _failure;
    }

    private List<ContentPart> Distinct()
    {
        var model = _parts.Find(static part => part.Name == "model");
        var answer = _parts.Find(static part => part.Name == "answer");
        if (model is not null && answer is not null && model.Bytes.Span.SequenceEqual(answer.Bytes.Span))
        {
            _parts.Remove(model);
        }

        return _parts;
    }
}
