using System.Text.Json;

using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Wrong out-of-band execution.</summary>
internal static class OutOfBandMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("oob-not-offered", "does not offer out-of-band execution", () => new NotOffered()),
        new("oob-without-asking", "accepts exec-oob from a client that has not enabled it", () => new WithoutAsking()),
        new("oob-refused", "refuses exec-oob although the client has enabled it", () => new Refused()),
        new("oob-waits", "executes exec-oob in band, in its turn", () => new Waits()),
    ];

    private sealed class NotOffered : Conduct
    {
        public override bool OffersOutOfBand(bool configured) => false;
    }

    private sealed class WithoutAsking : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            if (session is { Phase: SessionPhase.Ready, OutOfBand: false })
            {
                session.Negotiate(outOfBand: true);
            }

            return base.Step(session, message);
        }
    }

    private sealed class Refused : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            ServerAction? action = base.Step(session, message);
            return action is { IsDispatch: true, Request.OutOfBand: true }
                ? ServerAction.Refuse(action.Value.Id, ErrorClass.GenericError, "QMP input member 'exec-oob' is unexpected")
                : action;
        }
    }

    private sealed class Waits : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            ServerAction? action = base.Step(session, message);
            return action is { IsDispatch: true, Request.OutOfBand: true }
                ? ServerAction.Dispatch(action.Value.Request with { OutOfBand = false })
                : action;
        }
    }
}
